-- Format 3. The search index is filled after an import, a short turn at a time: pairs up to indexed_to are in it, all of
-- them, and none beyond.

CREATE TABLE search_index (indexed_to INTEGER NOT NULL);
INSERT INTO search_index (indexed_to) SELECT ifnull(max(id), 0) FROM pairs;
