-- The beginnings of words as they are typed: a search for one that has no index of its own length gathers every word that
-- begins so before it shows the first hit. Four letters among all words, six among those of titles, which are far fewer.
-- Both are filled by the program (store/fts.rs), which knows what words a paper has.
DROP TABLE paper_fts;
CREATE VIRTUAL TABLE paper_fts USING fts5 (
    title, authors, abstract, notes, tags, other,
    content = '', contentless_delete = 1, prefix = '1 2 3 4', tokenize = 'unicode61 remove_diacritics 2'
);
DROP TABLE title_fts;
CREATE VIRTUAL TABLE title_fts USING fts5 (
    title, content = '', contentless_delete = 1, prefix = '1 2 3 4 5 6', tokenize = 'unicode61 remove_diacritics 2'
);

-- Filters of a search, each answered by one index without looking at a row.
DROP INDEX paper_with_code;
CREATE INDEX paper_with_code ON paper (id) WHERE trashed_at IS NULL AND code_verdict IS NOT NULL;
CREATE INDEX paper_read ON paper (id) WHERE trashed_at IS NULL AND read_state = 'read';
