-- 0001 inbox: events of the portals, kept from before their 200 until they are worked in.
-- Keep in step with sqlite/inbox/0001_inbox.sql; see 0001.
-- portal 0: an installation by a portal not known yet.
CREATE TABLE IF NOT EXISTS inbox (
  portal         BIGINT      NOT NULL,
  id             BIGINT      NOT NULL,
  kind           VARCHAR(32) NOT NULL,
  object_id      BIGINT      NOT NULL,  -- task or group; 0: none
  payload_sealed MEDIUMTEXT  NOT NULL,  -- only application events carry one: it holds tokens; '' once settled
  received_ms    BIGINT      NOT NULL,
  due_ms         BIGINT      NOT NULL,
  attempts       BIGINT      NOT NULL,
  state          BIGINT      NOT NULL,  -- 0 waiting, 1 done, 2 set aside
  settled_ms     BIGINT,
  reason         TEXT        NOT NULL,
  PRIMARY KEY (portal, id),
  KEY inbox_due (state, portal, due_ms),
  KEY inbox_settled (state, settled_ms)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
