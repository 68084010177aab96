-- "has:code" reads which papers have code from the index alone.
DROP INDEX mention_paper;
CREATE INDEX mention_paper ON mention (paper_id, repository_id, status);
