-- 0014 absence: days on which a person does not work although the calendar does; plans leave them out.
CREATE TABLE absence (
  portal    BIGINT       NOT NULL,
  user_id   BIGINT       NOT NULL,
  first_day VARCHAR(10)  NOT NULL,  -- a date: 2026-01-31
  last_day  VARCHAR(10)  NOT NULL,  -- the same day or a later one; itself still absent
  note      VARCHAR(255) NOT NULL,
  PRIMARY KEY (portal, user_id, first_day)
) WITHOUT ROWID;
CREATE INDEX absence_days ON absence (portal, first_day, last_day);
