-- Format 4. Every change that a person makes to data is a row of a history that only grows, written in the transaction
-- of the change itself, with what it takes to undo it and to do it again.
-- kind: a stable name, see change_log.h. pairs, more, pair_id (of the first), value: the numbers of its sentence.
-- state: 0 in effect, 1 undone and next to be done again, 2 undone, and something else was done since.
-- first_pair and last_pair: where the pairs of `content` lie. note_*: of a note alone.
-- content: numbers and values, see change_content.h. Last, so that lists of changes don't read it.

CREATE TABLE changes (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms       INTEGER NOT NULL,
    annotator   TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    state       INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2),
    state_ms    INTEGER NOT NULL DEFAULT 0,
    pairs       INTEGER NOT NULL,
    more        INTEGER NOT NULL DEFAULT 0,
    pair_id     INTEGER NOT NULL DEFAULT 0,
    import_id   INTEGER REFERENCES imports(id),
    value       REAL,
    first_pair  INTEGER NOT NULL DEFAULT 0,
    last_pair   INTEGER NOT NULL DEFAULT 0,
    note_before TEXT,
    note_after  TEXT,
    content     BLOB    NOT NULL
);
CREATE INDEX changes_next ON changes(state) WHERE state = 1;
CREATE INDEX changes_removals ON changes(first_pair, last_pair) WHERE kind = 'removed';
CREATE INDEX changes_import ON changes(import_id) WHERE import_id IS NOT NULL;
