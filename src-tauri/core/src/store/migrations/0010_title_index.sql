-- The words of titles, apart from the rest: the best hits of a search have all their words there, and finding those
-- in the large index means reading past every place where a word stands in an abstract.
CREATE VIRTUAL TABLE title_fts USING fts5 (
    title, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO title_fts (rowid, title) SELECT id, title FROM paper;
