-- The indexes learn the years of papers, as words (search/years.rs). The program fills them again (store/fts.rs).
INSERT INTO paper_fts (paper_fts) VALUES ('delete-all');
INSERT INTO title_fts (title_fts) VALUES ('delete-all');
