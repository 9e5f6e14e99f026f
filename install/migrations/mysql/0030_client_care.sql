-- 0030 client_care: what is done for clients by itself, and what they say about work that is done.
-- Keep in step with sqlite/0030_client_care.sql; see 0001.
ALTER TABLE client_rule ADD COLUMN check_days BIGINT NOT NULL DEFAULT 5;
ALTER TABLE client_rule ADD COLUMN reopen_days BIGINT NOT NULL DEFAULT 14;
ALTER TABLE client_rule ADD COLUMN rating_days BIGINT NOT NULL DEFAULT 14;

-- The client was reminded in the silence that began at since_ms.
CREATE TABLE IF NOT EXISTS client_check (
  portal   BIGINT NOT NULL,
  ticket   BIGINT NOT NULL,
  since_ms BIGINT NOT NULL,
  PRIMARY KEY (portal, ticket)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One question about one cycle of a request to one person; group, assignee, company and Type as they were when it was asked.
CREATE TABLE IF NOT EXISTS client_rating (
  portal      BIGINT NOT NULL,
  ticket      BIGINT NOT NULL,
  cycle       BIGINT NOT NULL,
  user_id     BIGINT NOT NULL,
  group_id    BIGINT NOT NULL,
  assignee    BIGINT NOT NULL,
  company     BIGINT NOT NULL,
  type        TEXT   NOT NULL,
  asked_ms    BIGINT NOT NULL,
  answered_ms BIGINT NOT NULL,  -- 0: not answered
  stars       BIGINT NOT NULL,
  words       TEXT   NOT NULL,
  PRIMARY KEY (portal, ticket, cycle, user_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX client_rating_user ON client_rating (portal, user_id, asked_ms);
CREATE INDEX client_rating_asked ON client_rating (portal, asked_ms);
