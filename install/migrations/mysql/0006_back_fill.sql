-- 0006 back_fill: how far the back-fill of each portal has come (kanban/fill_store.h), and the labour records.
-- Keep in step with sqlite/0006_back_fill.sql; see 0001.
-- 0: the card is made from the task's row alone, its history is not read yet.
ALTER TABLE card ADD COLUMN history_read BIGINT NOT NULL DEFAULT 1;

CREATE TABLE IF NOT EXISTS back_fill (
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
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The portal's labour records on tasks that have a card. Their comments stay in the portal: no report shows them.
CREATE TABLE IF NOT EXISTS labour (
  portal     BIGINT NOT NULL,
  labour_id  BIGINT NOT NULL,
  ticket     BIGINT NOT NULL,
  user_id    BIGINT NOT NULL,
  seconds    BIGINT NOT NULL,
  work_ms    BIGINT NOT NULL,  -- the work date the person chose
  created_ms BIGINT NOT NULL,  -- when the record was made
  PRIMARY KEY (portal, labour_id),
  KEY labour_ticket (portal, ticket),
  KEY labour_work (portal, work_ms)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
