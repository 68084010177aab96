-- What kind of work a paper is, as BibLaTeX names it; and how an author is filed where the name shown does not tell.
ALTER TABLE paper ADD COLUMN entry_type TEXT NOT NULL DEFAULT '';
ALTER TABLE paper_person ADD COLUMN sort_name TEXT NOT NULL DEFAULT '';

-- What sources say of a paper that has no column of its own, in the order it came.
CREATE TABLE paper_field (
    id       INTEGER PRIMARY KEY,
    paper_id INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
    name     TEXT NOT NULL,
    value    TEXT NOT NULL
) STRICT;
CREATE INDEX paper_field_paper ON paper_field (paper_id, name);
