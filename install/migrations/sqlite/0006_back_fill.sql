-- 0006 back_fill: how far the back-fill of each portal has come (kanban/fill_store.h), and the labour records.
-- 0: the card is made from the task's row alone, its history is not read yet.
ALTER TABLE card ADD COLUMN history_read BIGINT NOT NULL DEFAULT 1;

CREATE TABLE back_fill (
  portal      BIGINT      NOT NULL,
  group_id    BIGINT      NOT NULL,  -- 0: the whole portal
  phase       VARCHAR(16) NOT NULL,
  last_id     BIGINT      NOT NULL,
  planned     BIGINT      NOT NULL,
  done        BIGINT      NOT NULL,
  requests    BIGINT      NOT NULL,
  started_ms  BIGINT,
  finished_ms BIGINT,
  PRIMARY KEY (portal, group_id, phase)
) WITHOUT ROWID;

-- The portal's labour records on tasks that have a card. Their comments stay in the portal: no report shows them.
CREATE TABLE labour (
  portal     BIGINT NOT NULL,
  labour_id  BIGINT NOT NULL,
  ticket     BIGINT NOT NULL,
  user_id    BIGINT NOT NULL,
  seconds    BIGINT NOT NULL,
  work_ms    BIGINT NOT NULL,  -- the work date the person chose
  created_ms BIGINT NOT NULL,  -- when the record was made
  PRIMARY KEY (portal, labour_id)
) WITHOUT ROWID;
CREATE INDEX labour_ticket ON labour (portal, ticket);
CREATE INDEX labour_work ON labour (portal, work_ms);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('labour', 'labour', '300000 300000 1'),
  ('labour', 'labour_ticket', '300000 300000 3'),
  ('labour', 'labour_work', '300000 300000 50');
ANALYZE sqlite_schema;
