-- 0005 card_changed: up to when everything the portal changed in a task has been seen; NULL: not known. Compared with
-- lists of the portal's by reconciliation and the nightly sweep.
-- Keep in step with sqlite/0005_card_changed.sql; see 0001.
ALTER TABLE card ADD COLUMN changed_ms BIGINT;
