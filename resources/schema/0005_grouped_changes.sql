-- Format 5. An import is one step of the history, whatever it changes: the new pairs, the answers, notes, topics,
-- dialogues and splits of pairs that were there. Each kind of these is a row of its own that names the step's first row
-- in part_of and goes back and forth with it; only rows without part_of are steps, and only their state counts.
-- file: of an import that brought no new pairs. text_*: of notes, topics and dialogues, for all pairs of the row, in
-- `content` or, of a note by hand, pair_id.

CREATE TABLE changes_5 (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    part_of     INTEGER,
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
    file        TEXT,
    text_before TEXT,
    text_after  TEXT,
    content     BLOB    NOT NULL
);
INSERT INTO changes_5 (id, at_ms, annotator, kind, state, state_ms, pairs, more, pair_id, import_id, value, first_pair,
                       last_pair, text_before, text_after, content)
    SELECT id, at_ms, annotator, kind, state, state_ms, pairs, more, pair_id, import_id, value, first_pair,
           last_pair, note_before, note_after, content FROM changes ORDER BY id;
DROP TABLE changes;
ALTER TABLE changes_5 RENAME TO changes;
CREATE INDEX changes_next ON changes(state) WHERE state = 1;
CREATE INDEX changes_removals ON changes(first_pair, last_pair) WHERE kind = 'removed';
CREATE INDEX changes_import ON changes(import_id) WHERE import_id IS NOT NULL;
CREATE INDEX changes_parts ON changes(part_of, kind, pairs, more) WHERE part_of IS NOT NULL;

-- Which split a pair follows its dialogue into, see dealt_split.h: read out of these two alone.
DROP INDEX pairs_dialogue;
CREATE INDEX pairs_dialogue ON pairs(dialogue, split) WHERE dialogue <> '';
CREATE INDEX pairs_fixed ON pairs(dialogue, origin_file, split, removed) WHERE split > 0 AND dialogue <> '';
