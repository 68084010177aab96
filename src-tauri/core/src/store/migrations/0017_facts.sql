-- What filters ask of a paper, in a few bytes each: looking a hit up here takes a quarter of the time that its row takes.
CREATE INDEX paper_facts ON paper (
    id, trashed_at, created_at, year, read_state, starred, code_verdict, filed, attention
);
-- The list in its first order is gone through with all of these at hand, too.
DROP INDEX paper_by_added;
CREATE INDEX paper_by_added ON paper (
    created_at, id, read_state, starred, filed, attention, year, code_verdict
) WHERE trashed_at IS NULL;
-- Tells at once how few are unread.
CREATE INDEX paper_unread ON paper (id) WHERE trashed_at IS NULL AND read_state = 'unread';
