-- Pairs of papers that may be one work, and why. Derived: each action asks only about the papers it touched. Not tied to
-- `paper`: of a paper that is gone the pairs tell whose group has changed.
CREATE TABLE duplicate_pair (
    one    INTEGER NOT NULL,                    -- the older of the two
    other  INTEGER NOT NULL,
    reason TEXT NOT NULL,
    sure   INTEGER NOT NULL CHECK (sure IN (0, 1)),
    PRIMARY KEY (one, other, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX duplicate_pair_other ON duplicate_pair (other, one);

-- The same joined into groups, for lists and counts. A group is known by its oldest paper.
CREATE TABLE duplicate (
    paper_id INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL,
    sure     INTEGER NOT NULL CHECK (sure IN (0, 1))
) STRICT;
CREATE INDEX duplicate_group ON duplicate (sure DESC, group_id, paper_id);

-- Above 0, all papers are to be looked through anew: it grows with each action until that is done.
CREATE TABLE duplicate_state (stale INTEGER NOT NULL) STRICT;
INSERT INTO duplicate_state (stale) SELECT EXISTS (SELECT 1 FROM paper);

-- Titles that end alike; for those that begin alike there is an index already.
CREATE INDEX paper_title_end ON paper (substr(title_key, -10));
