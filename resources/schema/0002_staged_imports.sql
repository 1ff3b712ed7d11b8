-- Format 2. Rows of an import come in many short transactions, so that labels get in between, and are seen by nobody
-- until all of them are there. staged_after: while an import is unfinished, the highest pair number before it; its
-- own pairs have higher ones.

ALTER TABLE imports ADD COLUMN staged_after INTEGER;
CREATE INDEX imports_staged ON imports(staged_after) WHERE staged_after IS NOT NULL;

-- Whatever reads pairs reads this. "+id" keeps the plans on the indexes over `removed`, which hold the number too.
CREATE VIEW known_pairs AS SELECT * FROM pairs
    WHERE +id <= ifnull((SELECT min(staged_after) FROM imports WHERE staged_after IS NOT NULL), 9223372036854775807);

-- A majority settles a pair; only a tie is disputed.
UPDATE pairs SET disputed = 0 WHERE disputed = 1 AND label IS NOT NULL;
