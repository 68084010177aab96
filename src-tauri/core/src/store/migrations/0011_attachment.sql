-- Files that belong to papers. Their contents lie in the library's folder, each once, under its SHA-256.
CREATE TABLE attachment (
    id         INTEGER PRIMARY KEY,
    paper_id   INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,                   -- as shown
    sha256     TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    bytes      INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    added_at   INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX attachment_paper ON attachment (paper_id, sha256);
