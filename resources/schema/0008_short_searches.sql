-- Format 8. What is shorter than three letters is found too: two blanks end each text in the index, so that every letter
-- of it begins a trigram, and those that begin with the one or two letters in search say where these stand. The index
-- is made anew beside the work, as after an import.

DROP TABLE pairs_search;
CREATE VIEW pairs_searched AS SELECT id, question || '  ' AS question, reply || '  ' AS reply FROM pairs;
CREATE VIRTUAL TABLE pairs_search USING fts5(question, reply, content='pairs_searched', content_rowid='id', tokenize='trigram');
CREATE VIRTUAL TABLE pairs_trigrams USING fts5vocab('pairs_search', 'instance');
UPDATE search_index SET indexed_to = 0;
