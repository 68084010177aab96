-- What changed about a repository since the reader last looked: at most one that is not dismissed for each.
CREATE TABLE notice (
    id            INTEGER PRIMARY KEY,
    repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
    kind          TEXT NOT NULL,
    at            INTEGER NOT NULL,
    dismissed     INTEGER NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1))
) STRICT;
CREATE INDEX notice_repository ON notice (repository_id, dismissed, kind, at);

-- What needed attention until now.
INSERT INTO notice (repository_id, kind, at)
SELECT id, iif(verdict = 'moved', 'moved', 'lost'), coalesce(checked_at, 0) FROM repository
WHERE verdict IN ('private-or-gone', 'gone', 'moved-then-gone', 'name-reused', 'blocked', 'disabled',
                  'missing-unconfirmed', 'moved');
