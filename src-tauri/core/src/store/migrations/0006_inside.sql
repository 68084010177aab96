-- What was found in a repository when a reader last looked: a fact, never journalled. JSON, and the README as written.
CREATE TABLE inside (
    repository_id INTEGER PRIMARY KEY REFERENCES repository (id) ON DELETE CASCADE,
    found         TEXT NOT NULL,
    readme_path   TEXT,
    readme        TEXT
) STRICT;

-- Whether what a deep link points at is still there; asked with the repository.
CREATE TABLE deep_path (
    repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
    path          TEXT NOT NULL,
    is_there      INTEGER NOT NULL CHECK (is_there IN (0, 1)),
    at            INTEGER NOT NULL,
    PRIMARY KEY (repository_id, path)
) STRICT, WITHOUT ROWID;

-- "has:code": papers that name a repository; a page of a project is none.
CREATE INDEX paper_with_code ON paper (id) WHERE code_verdict IS NOT NULL;

-- A run reads its queue in order, part by part.
CREATE INDEX check_queue_position ON check_queue (position);

-- The newest action there was when this one was undone: once there is a newer one, redo passes it by.
ALTER TABLE journal_entry ADD COLUMN undone_after INTEGER;
