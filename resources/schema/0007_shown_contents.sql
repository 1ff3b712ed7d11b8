-- Format 7. Two pairs with the same texts are never both shown: each that is shown has a row here. A table and no longer
-- a unique index over pairs, so that an import can write its hashes at its end, in their order and each page once. In
-- the order of its rows it wrote a page for nearly every row.
-- Pairs of an unfinished import may lack theirs. They get them before they are shown.

CREATE TABLE shown_contents (
    content_hash BLOB    NOT NULL PRIMARY KEY,
    pair_id      INTEGER NOT NULL
) WITHOUT ROWID;
INSERT OR IGNORE INTO shown_contents SELECT content_hash, id FROM pairs WHERE removed = 0 ORDER BY content_hash;
DROP INDEX pairs_content;

CREATE TRIGGER pairs_go AFTER UPDATE OF removed ON pairs WHEN old.removed = 0 AND new.removed <> 0 BEGIN
    DELETE FROM shown_contents WHERE content_hash = old.content_hash AND pair_id = old.id;
END;
-- A removed pair may have come back with another import: then it stays as it is, and the rest of the statement goes on.
CREATE TRIGGER pairs_come_back BEFORE UPDATE OF removed ON pairs WHEN old.removed <> 0 AND new.removed = 0 BEGIN
    SELECT RAISE(IGNORE) FROM shown_contents WHERE content_hash = old.content_hash;
    INSERT INTO shown_contents (content_hash, pair_id) VALUES (old.content_hash, old.id);
END;
CREATE TRIGGER pairs_are_cleared AFTER DELETE ON pairs BEGIN
    DELETE FROM shown_contents WHERE content_hash = old.content_hash AND pair_id = old.id;
END;
