-- A search kept under a name, within a view.
CREATE TABLE saved_search (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    view   TEXT NOT NULL,                       -- JSON
    search TEXT NOT NULL,
    -- Derived, never journalled:
    papers INTEGER NOT NULL DEFAULT 0,          -- how many it finds
    stale  INTEGER NOT NULL DEFAULT 1           -- they are to be found anew
) STRICT;

-- The papers it finds. Derived: each action asks only about the papers it touched.
CREATE TABLE saved_search_paper (
    search_id INTEGER NOT NULL REFERENCES saved_search (id) ON DELETE CASCADE,
    paper_id  INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
    PRIMARY KEY (search_id, paper_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX saved_search_paper_paper ON saved_search_paper (paper_id);

CREATE TRIGGER saved_search_found AFTER INSERT ON saved_search_paper BEGIN
    UPDATE saved_search SET papers = papers + 1 WHERE id = NEW.search_id;
END;
CREATE TRIGGER saved_search_lost AFTER DELETE ON saved_search_paper BEGIN
    UPDATE saved_search SET papers = papers - 1 WHERE id = OLD.search_id;
END;
CREATE TRIGGER saved_search_changed AFTER UPDATE OF view, search ON saved_search BEGIN
    UPDATE saved_search SET stale = 1 WHERE id = NEW.id;
END;
-- A view of a collection shows the nested ones too.
CREATE TRIGGER collection_moved AFTER UPDATE OF parent_id ON collection BEGIN
    UPDATE saved_search SET stale = 1 WHERE view LIKE '%"collection"%';
END;
