-- The plain copy: which files were written last, and what they held, so that only what changed is written anew and
-- what somebody else wrote there is noticed.
CREATE TABLE mirror_file (
    path   TEXT PRIMARY KEY,
    row_id INTEGER NOT NULL,                    -- the paper or repository it is of; 0 for the library's own
    hash   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mirror_file_row ON mirror_file (row_id);
