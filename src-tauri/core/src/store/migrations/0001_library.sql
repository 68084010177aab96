-- The library. Every row has an `id`, so that one journal can hold any of them.

CREATE TABLE paper (
    id           INTEGER PRIMARY KEY,
    title        TEXT NOT NULL,
    venue        TEXT NOT NULL DEFAULT '',
    year         INTEGER,
    published    TEXT,
    citation_key TEXT,
    url          TEXT NOT NULL DEFAULT '',
    read_state   TEXT NOT NULL DEFAULT 'unread' CHECK (read_state IN ('unread', 'reading', 'read')),
    starred      INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
    trashed_at   INTEGER,
    created_at   INTEGER NOT NULL,
    modified_at  INTEGER NOT NULL,
    -- Derived, never journalled:
    title_sort   TEXT NOT NULL DEFAULT '',      -- folded, for sorting
    title_key    TEXT NOT NULL DEFAULT '',      -- letters and digits only, for finding the same paper again
    filed        INTEGER NOT NULL DEFAULT 0,    -- in how many collections
    code_verdict TEXT,                          -- the worst verdict among its repositories
    code_stars   INTEGER,
    code_pushed  INTEGER,
    attention    INTEGER NOT NULL DEFAULT 0,    -- code that is dead, moved or not where it was
    -- Long texts last, so that reading the columns above never walks their overflow pages:
    comments     TEXT NOT NULL DEFAULT '',
    abstract     TEXT NOT NULL DEFAULT ''
) STRICT;

-- One covering index a sort order: a view's ids come in order without touching the rows.
CREATE INDEX paper_by_added  ON paper (created_at, id, read_state, starred, filed, attention) WHERE trashed_at IS NULL;
CREATE INDEX paper_by_year   ON paper (year, id, read_state, starred, filed, attention) WHERE trashed_at IS NULL;
CREATE INDEX paper_by_title  ON paper (title_sort, id, read_state, starred, filed, attention) WHERE trashed_at IS NULL;
CREATE INDEX paper_by_stars  ON paper (code_stars, id, read_state, starred, filed, attention) WHERE trashed_at IS NULL;
CREATE INDEX paper_by_pushed ON paper (code_pushed, id, read_state, starred, filed, attention) WHERE trashed_at IS NULL;
CREATE INDEX paper_trash     ON paper (trashed_at, id) WHERE trashed_at IS NOT NULL;
CREATE INDEX paper_starred   ON paper (id) WHERE trashed_at IS NULL AND starred = 1;
CREATE INDEX paper_reading   ON paper (id) WHERE trashed_at IS NULL AND read_state = 'reading';
CREATE INDEX paper_inbox     ON paper (id) WHERE trashed_at IS NULL AND read_state = 'unread' AND filed = 0;
CREATE INDEX paper_attention ON paper (id) WHERE trashed_at IS NULL AND attention = 1;
CREATE INDEX paper_title_key ON paper (title_key);
CREATE UNIQUE INDEX paper_citation_key ON paper (citation_key) WHERE citation_key IS NOT NULL;

CREATE TABLE person (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE paper_person (
    id        INTEGER PRIMARY KEY,
    paper_id  INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person (id)
) STRICT;
CREATE INDEX paper_person_paper ON paper_person (paper_id, position, person_id);
CREATE INDEX paper_person_person ON paper_person (person_id);

CREATE TABLE identifier (
    id       INTEGER PRIMARY KEY,
    paper_id INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
    kind     TEXT NOT NULL,
    value    TEXT NOT NULL
) STRICT;
CREATE INDEX identifier_paper ON identifier (paper_id, kind, value);
CREATE INDEX identifier_value ON identifier (kind, value, paper_id);

CREATE TABLE tag (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE UNIQUE
) STRICT;

CREATE TABLE paper_tag (
    id       INTEGER PRIMARY KEY,
    paper_id INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
    tag_id   INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX paper_tag_paper ON paper_tag (paper_id, tag_id);
CREATE INDEX paper_tag_tag ON paper_tag (tag_id, paper_id);

CREATE TABLE collection (
    id        INTEGER PRIMARY KEY,
    parent_id INTEGER REFERENCES collection (id) ON DELETE CASCADE,
    name      TEXT NOT NULL,
    position  INTEGER NOT NULL
) STRICT;
CREATE INDEX collection_parent ON collection (parent_id, position);

CREATE TABLE collection_paper (
    id            INTEGER PRIMARY KEY,
    collection_id INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    paper_id      INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX collection_paper_collection ON collection_paper (collection_id, paper_id);
CREATE INDEX collection_paper_paper ON collection_paper (paper_id, collection_id);

CREATE TRIGGER collection_paper_filed AFTER INSERT ON collection_paper BEGIN
    UPDATE paper SET filed = filed + 1 WHERE id = NEW.paper_id;
END;
CREATE TRIGGER collection_paper_unfiled AFTER DELETE ON collection_paper BEGIN
    UPDATE paper SET filed = filed - 1 WHERE id = OLD.paper_id;
END;

CREATE TABLE note (
    id          INTEGER PRIMARY KEY,
    paper_id    INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
    text        TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    modified_at INTEGER NOT NULL
) STRICT;
CREATE INDEX note_paper ON note (paper_id, created_at);

CREATE TABLE annotation (
    id          INTEGER PRIMARY KEY,
    paper_id    INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
    color       TEXT NOT NULL CHECK (color IN ('yellow', 'green', 'blue', 'pink')),
    quote       TEXT NOT NULL,
    prefix      TEXT NOT NULL,                  -- up to 32 characters on either side, to find the quote again
    suffix      TEXT NOT NULL,
    start_at    INTEGER NOT NULL,               -- UTF-16 units into the abstract
    end_at      INTEGER NOT NULL,
    orphaned    INTEGER NOT NULL DEFAULT 0 CHECK (orphaned IN (0, 1)),
    comment     TEXT NOT NULL DEFAULT '',
    created_at  INTEGER NOT NULL,
    modified_at INTEGER NOT NULL
) STRICT;
CREATE INDEX annotation_paper ON annotation (paper_id, start_at);

-- A repository is a fact about the world, not the reader's: never journalled, kept when no paper mentions it.
CREATE TABLE repository (
    id             INTEGER PRIMARY KEY,
    kind           TEXT NOT NULL,
    host           TEXT NOT NULL COLLATE NOCASE,
    owner          TEXT NOT NULL COLLATE NOCASE,
    name           TEXT NOT NULL COLLATE NOCASE,
    -- The standing verdict and when it was reached:
    verdict        TEXT NOT NULL DEFAULT 'unchecked',
    verdict_json   TEXT,
    checked_at     INTEGER,
    -- The last attempt, when it settled nothing:
    attempt_json   TEXT,
    attempted_at   INTEGER,
    next_due       INTEGER NOT NULL DEFAULT 0,
    first_missing  INTEGER,
    remote_id      INTEGER,
    etag           TEXT,
    etag_for       TEXT,                        -- a fingerprint of the token the ETag belongs to
    evidence_json  TEXT,
    stars          INTEGER,
    pushed_at      INTEGER,
    licence        TEXT,
    language       TEXT,
    description    TEXT,
    default_branch TEXT,
    archived       INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX repository_name ON repository (kind, host, owner, name);
CREATE INDEX repository_due ON repository (next_due);
CREATE INDEX repository_verdict ON repository (verdict);

CREATE TABLE mention (
    id            INTEGER PRIMARY KEY,
    paper_id      INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
    repository_id INTEGER NOT NULL REFERENCES repository (id),
    found_in      TEXT NOT NULL,
    as_written    TEXT NOT NULL,
    path          TEXT,
    start_at      INTEGER,                      -- UTF-16 units into the text it was found in
    end_at        INTEGER,
    confidence    TEXT NOT NULL,
    candidates    TEXT NOT NULL DEFAULT '[]',   -- JSON: other readings, "owner/name"
    status        TEXT NOT NULL DEFAULT 'found' CHECK (status IN ('found', 'confirmed', 'rejected'))
) STRICT;
CREATE INDEX mention_paper ON mention (paper_id, repository_id);
CREATE INDEX mention_repository ON mention (repository_id, paper_id);

CREATE TABLE repository_check (
    id            INTEGER PRIMARY KEY,
    repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
    at            INTEGER NOT NULL,
    outcome       TEXT NOT NULL,
    settled       INTEGER NOT NULL CHECK (settled IN (0, 1)),
    headline      TEXT NOT NULL,
    stars         INTEGER,
    pushed_at     INTEGER,
    moved_to      TEXT,
    evidence_json TEXT NOT NULL
) STRICT;
CREATE INDEX repository_check_repository ON repository_check (repository_id, at);

-- What a run still has to do, so that a quit or a crash can be gone on from.
CREATE TABLE check_queue (
    repository_id INTEGER PRIMARY KEY REFERENCES repository (id) ON DELETE CASCADE,
    position      INTEGER NOT NULL
) STRICT;

-- Pauses that hosts asked for survive a restart.
CREATE TABLE host_pause (
    host  TEXT PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE local_clone (
    repository_id INTEGER PRIMARY KEY REFERENCES repository (id) ON DELETE CASCADE,
    path          TEXT NOT NULL,
    at            INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL                         -- JSON
) STRICT, WITHOUT ROWID;

-- Each user action, and the rows as they were before it.
CREATE TABLE journal_entry (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    at     INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    merge  TEXT                                 -- typing into one note is one action
) STRICT;
CREATE INDEX journal_entry_undone ON journal_entry (undone, id);

CREATE TABLE journal_change (
    id       INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES journal_entry (id) ON DELETE CASCADE,
    "table"  TEXT NOT NULL,
    row_id   INTEGER NOT NULL,
    paper_id INTEGER,
    op       TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
    before   TEXT                               -- JSON: the whole row (delete), its changed columns (update)
) STRICT;
CREATE INDEX journal_change_entry ON journal_change (entry_id, id);
CREATE INDEX journal_change_row ON journal_change ("table", row_id, entry_id);
CREATE INDEX journal_change_paper ON journal_change (paper_id, entry_id) WHERE paper_id IS NOT NULL;

-- The words of each paper. Contentless: the texts live in their tables only; the store keeps it in step.
CREATE VIRTUAL TABLE paper_fts USING fts5 (
    title, authors, abstract, notes, tags, other,
    content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
);
