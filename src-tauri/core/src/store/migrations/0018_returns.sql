-- An entry for a return to a snapshot: the name of the copy that undoing it puts back, '' once that is gone.
ALTER TABLE journal_entry ADD COLUMN copy TEXT;
-- The papers of some years are put in their first order, and asked the rest, without a look at their rows.
DROP INDEX paper_by_year;
CREATE INDEX paper_by_year ON paper (
    year, id, read_state, starred, filed, attention, created_at, code_verdict
) WHERE trashed_at IS NULL;
