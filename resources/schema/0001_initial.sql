-- Format 1. Statements end with ";" at the end of a line; a trigger ends with a line "END;".

CREATE TABLE imports (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    file    TEXT    NOT NULL,
    path    TEXT    NOT NULL,
    at_ms   INTEGER NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0
);

-- removed: 0 shown, bit 1 removed by itself, bit 2 removed with its import.
-- label, score, annotators and disputed follow from answers and are written in the same transaction.
CREATE TABLE pairs (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    removed      INTEGER NOT NULL DEFAULT 0,
    split        INTEGER NOT NULL DEFAULT 0 CHECK (split BETWEEN 0 AND 3),
    import_id    INTEGER NOT NULL REFERENCES imports(id),
    origin_row   INTEGER NOT NULL DEFAULT 0,
    flagged      INTEGER NOT NULL DEFAULT 0,
    label        INTEGER CHECK (label IN (0, 1)),
    score        REAL,
    annotators   INTEGER NOT NULL DEFAULT 0,
    disputed     INTEGER NOT NULL DEFAULT 0,
    reply_words  INTEGER NOT NULL DEFAULT 0,
    content_hash BLOB    NOT NULL,
    topic        TEXT    NOT NULL DEFAULT '',
    dialogue     TEXT    NOT NULL DEFAULT '',
    origin_file  TEXT    NOT NULL DEFAULT '',
    note         TEXT    NOT NULL DEFAULT '',
    question     TEXT    NOT NULL,
    reply        TEXT    NOT NULL,
    context      TEXT    NOT NULL DEFAULT ''
);

-- A removed pair may come back with another import, so only those shown are unique.
CREATE UNIQUE INDEX pairs_content ON pairs(content_hash) WHERE removed = 0;
-- Covers every filter, facet and statistic; its rowids give pages in the order of numbers.
CREATE INDEX pairs_shown ON pairs(removed);
CREATE INDEX pairs_facets ON pairs(removed, split, import_id, label, disputed, flagged, annotators, score, reply_words, topic);
CREATE INDEX pairs_dialogue ON pairs(dialogue) WHERE dialogue <> '';
CREATE INDEX pairs_import ON pairs(import_id);
CREATE INDEX pairs_open ON pairs(removed, annotators);

-- The program writes the index beside each new pair. Triggers can't: with trusted_schema = OFF, which keeps a stranger's
-- file from running code, SQLite 3.40 lets no trigger touch FTS5. Texts never change and pairs are never deleted.
CREATE VIRTUAL TABLE pairs_search USING fts5(question, reply, content='pairs', content_rowid='id', tokenize='trigram');

-- History: rows are added and marked, never deleted.
CREATE TABLE answers (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    pair_id    INTEGER NOT NULL REFERENCES pairs(id),
    label      INTEGER CHECK (label IN (0, 1)),
    score      REAL,
    skipped    INTEGER NOT NULL DEFAULT 0,
    annotator  TEXT    NOT NULL,
    at_ms      INTEGER NOT NULL,
    seconds    REAL    NOT NULL DEFAULT 0,
    note       TEXT    NOT NULL DEFAULT '',
    imported   INTEGER NOT NULL DEFAULT 0,
    taken_back INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX answers_pair ON answers(pair_id);
CREATE INDEX answers_given ON answers(annotator, at_ms) WHERE imported = 0;
CREATE INDEX answers_skipped ON answers(annotator, pair_id) WHERE skipped = 1;
CREATE INDEX answers_day ON answers(at_ms) WHERE imported = 0;

-- Texts of pairs never change, so a snapshot keeps numbers only.
CREATE TABLE snapshots (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    hash             TEXT    NOT NULL UNIQUE,
    taken_ms         INTEGER NOT NULL,
    context_turns    INTEGER NOT NULL,
    train_pairs      INTEGER NOT NULL,
    validation_pairs INTEGER NOT NULL,
    test_pairs       INTEGER NOT NULL
);
CREATE TABLE snapshot_pairs (
    snapshot_id INTEGER NOT NULL REFERENCES snapshots(id),
    pair_id     INTEGER NOT NULL REFERENCES pairs(id),
    target      REAL    NOT NULL,
    split       INTEGER NOT NULL CHECK (split BETWEEN 1 AND 3),
    PRIMARY KEY (snapshot_id, pair_id)
) WITHOUT ROWID;

CREATE TABLE runs (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    slot          INTEGER NOT NULL UNIQUE,
    name          TEXT    NOT NULL DEFAULT '',
    state         TEXT    NOT NULL,
    error         TEXT    NOT NULL DEFAULT '',
    model_name    TEXT    NOT NULL DEFAULT '',
    model_path    TEXT    NOT NULL DEFAULT '',
    recipe        TEXT    NOT NULL,
    snapshot_id   INTEGER REFERENCES snapshots(id),
    started_ms    INTEGER NOT NULL DEFAULT 0,
    finished_ms   INTEGER NOT NULL DEFAULT 0,
    seconds       REAL    NOT NULL DEFAULT 0,
    steps         INTEGER NOT NULL DEFAULT 0,
    total_steps   INTEGER NOT NULL DEFAULT 0,
    best_step     INTEGER NOT NULL DEFAULT 0,
    best_epoch    REAL    NOT NULL DEFAULT 0,
    best          TEXT    NOT NULL DEFAULT '{}',
    test          TEXT    NOT NULL DEFAULT '{}',
    removed       INTEGER NOT NULL DEFAULT 0
);
-- value: null where the number was none (NaN).
CREATE TABLE run_metrics (
    id      INTEGER PRIMARY KEY,
    run_id  INTEGER NOT NULL REFERENCES runs(id),
    step    INTEGER NOT NULL,
    epoch   REAL    NOT NULL,
    seconds REAL    NOT NULL,
    name    TEXT    NOT NULL,
    value   REAL
);
CREATE INDEX run_metrics_step ON run_metrics(run_id, step);
CREATE TABLE run_events (
    id     INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    kind   INTEGER NOT NULL,
    step   INTEGER NOT NULL,
    at_ms  INTEGER NOT NULL,
    what   TEXT    NOT NULL,
    detail TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX run_events_run ON run_events(run_id);
CREATE TABLE run_predictions (
    run_id      INTEGER NOT NULL REFERENCES runs(id),
    pair_id     INTEGER NOT NULL REFERENCES pairs(id),
    split       INTEGER NOT NULL,
    probability REAL,
    target      REAL,
    PRIMARY KEY (run_id, pair_id)
) WITHOUT ROWID;

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
