-- 0014 absence: days on which a person does not work although the calendar does; plans leave them out.
-- Keep in step with sqlite/0014_absence.sql; see 0001.
CREATE TABLE IF NOT EXISTS absence (
  portal    BIGINT       NOT NULL,
  user_id   BIGINT       NOT NULL,
  first_day VARCHAR(10)  NOT NULL,  -- a date: 2026-01-31
  last_day  VARCHAR(10)  NOT NULL,  -- the same day or a later one; itself still absent
  note      VARCHAR(255) NOT NULL,
  PRIMARY KEY (portal, user_id, first_day),
  KEY absence_days (portal, first_day, last_day)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
