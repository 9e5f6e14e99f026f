-- 0017 card_tags: a ticket's tags, joined by commas. Open cards are read again by the next nightly sweep, as if it were not
-- known what the portal changed in them: their tags stand there already.
-- Keep in step with sqlite/0017_card_tags.sql; see 0001.
ALTER TABLE card ADD COLUMN tags VARCHAR(1000) NOT NULL DEFAULT '';

UPDATE card SET changed_ms = NULL WHERE role IN ('intake', 'triage', 'queue', 'work', 'verify');
