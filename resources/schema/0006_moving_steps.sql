-- Format 6. A step over very many pairs is undone, or done again, in many short transactions, so that labels get in
-- between. Its state in `changes` says from the first of them on what it will be; while it is under way this table has
-- one row, and whoever opens the file for writing goes on with it.
-- in_effect: of the numbers that it changed, in the order of doing, so many are as the step left them. It goes up to
-- `size` where forward is 1, down to 0 where it is 0.
-- unseen_after: of an import that is the newest, the highest pair number before it: nobody sees its pairs meanwhile.

CREATE TABLE moving_step (
    change_id    INTEGER PRIMARY KEY REFERENCES changes(id),
    forward      INTEGER NOT NULL CHECK (forward IN (0, 1)),
    in_effect    INTEGER NOT NULL,
    size         INTEGER NOT NULL,
    unseen_after INTEGER
);

DROP VIEW known_pairs;
CREATE VIEW known_pairs AS SELECT * FROM pairs
    WHERE +id <= min(ifnull((SELECT min(staged_after) FROM imports WHERE staged_after IS NOT NULL), 9223372036854775807),
                     ifnull((SELECT min(unseen_after) FROM moving_step), 9223372036854775807));
