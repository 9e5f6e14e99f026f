-- 0009 dictionary_words: what an entry says to clients, to whom it gives a task, and whose turn it means.
-- Keep in step with sqlite/0009_dictionary_words.sql; see 0001.
ALTER TABLE dictionary ADD COLUMN public_title VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE dictionary ADD COLUMN assignee BIGINT NOT NULL DEFAULT 0;
ALTER TABLE dictionary ADD COLUMN waits_for_client BIGINT NOT NULL DEFAULT 0;
