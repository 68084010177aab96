-- What public archives keep of a repository, and what they were asked to keep: facts, never journalled. JSON.
CREATE TABLE rescue (
    repository_id INTEGER PRIMARY KEY REFERENCES repository (id) ON DELETE CASCADE,
    found         TEXT NOT NULL
) STRICT;

CREATE TABLE preservation (
    repository_id INTEGER PRIMARY KEY REFERENCES repository (id) ON DELETE CASCADE,
    request       TEXT NOT NULL
) STRICT;
