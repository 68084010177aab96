-- The papers that were retracted are few, and found without a look at the fields of all.
CREATE INDEX paper_field_retracted ON paper_field (paper_id) WHERE name = 'retracted';
