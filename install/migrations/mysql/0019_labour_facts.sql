-- 0019 labour_facts: labour records as reports read them, by work date alone and without looking at cards, and what was
-- changed of them later.
-- Keep in step with sqlite/0019_labour_facts.sql; see 0001.
-- Group and company of the record's card, kept in step with it; 0: no card, or none.
ALTER TABLE labour ADD COLUMN group_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE labour ADD COLUMN company BIGINT NOT NULL DEFAULT 0;
UPDATE labour SET
  group_id = COALESCE((SELECT card.group_id FROM card WHERE card.portal = labour.portal AND card.ticket = labour.ticket), 0),
  company = COALESCE((SELECT card.company FROM card WHERE card.portal = labour.portal AND card.ticket = labour.ticket), 0);

-- They hold all a report asks for: a month costs the same however many years there are.
DROP INDEX labour_work ON labour;
CREATE INDEX labour_work ON labour (portal, work_ms, user_id, group_id, company, ticket, seconds, created_ms);
DROP INDEX labour_ticket ON labour;
CREATE INDEX labour_ticket ON labour (portal, ticket, user_id, seconds);
-- Change requests by when they were done.
CREATE INDEX card_done ON card (portal, class, done_ms);

-- Edited and deleted records: the work date that had them, and when we saw that it has not any more.
CREATE TABLE IF NOT EXISTS labour_change (
  portal    BIGINT NOT NULL,
  work_ms   BIGINT NOT NULL,
  labour_id BIGINT NOT NULL,
  seen_ms   BIGINT NOT NULL,
  user_id   BIGINT NOT NULL,
  group_id  BIGINT NOT NULL,
  company   BIGINT NOT NULL,
  PRIMARY KEY (portal, work_ms, labour_id, seen_ms)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
