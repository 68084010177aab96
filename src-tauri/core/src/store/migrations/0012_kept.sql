-- Files that are kept in step with the library beside the plain copy: .bib files, and a vault of notes. As there, what
-- was written last is remembered, so that only what differs is written and what somebody else wrote is noticed.
CREATE TABLE live_file (
    id         INTEGER PRIMARY KEY,
    path       TEXT NOT NULL UNIQUE,
    view       TEXT NOT NULL CHECK (json_valid(view)),   -- all papers, a collection, a saved search
    format     TEXT NOT NULL,                            -- bibtex, biblatex
    hash       INTEGER,                                  -- of what is taken for our own there; NULL before the first time
    reviewed   INTEGER,                                  -- of what another program wrote there and the reader looked at
    papers     INTEGER NOT NULL DEFAULT 0,
    written_at INTEGER,
    state      TEXT NOT NULL DEFAULT 'waiting',
    trouble    TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE vault_file (
    path   TEXT PRIMARY KEY,
    row_id INTEGER NOT NULL,                             -- the paper it is of
    hash   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX vault_file_row ON vault_file (row_id);
