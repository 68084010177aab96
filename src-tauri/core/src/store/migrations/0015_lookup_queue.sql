-- What was to be looked up and could not be: a service was out of reach or asked to wait. Never journalled: it is about
-- the world, and what is found is reviewed like any import.
CREATE TABLE lookup_queue (
    id         INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,                   -- of identifier, or 'address'
    value      TEXT NOT NULL,
    service    TEXT NOT NULL,                   -- whom it waits for, in words
    host       TEXT NOT NULL,                   -- empty for a page of the web
    until      INTEGER,                         -- as the service said, if it did
    not_before INTEGER NOT NULL,                -- when to ask again
    attempts   INTEGER NOT NULL DEFAULT 1,
    state      TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'found', 'unknown')),
    told       TEXT,                            -- the draft as JSON once it is found; the reason when nobody knows it
    UNIQUE (kind, value)
) STRICT;
