-- The commit that a repository stood at when a paper was published: a fact, never journalled. JSON.
CREATE TABLE code_as_of (
    paper_id      INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
    repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
    found         TEXT NOT NULL,
    PRIMARY KEY (paper_id, repository_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX code_as_of_repository ON code_as_of (repository_id);
