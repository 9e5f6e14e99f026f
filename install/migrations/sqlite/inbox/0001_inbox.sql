-- 0001 inbox: events of the portals, kept from before their 200 until they are worked in.
-- portal 0: an installation by a portal not known yet.
CREATE TABLE inbox (
  portal         BIGINT      NOT NULL,
  id             BIGINT      NOT NULL,
  kind           VARCHAR(32) NOT NULL,
  object_id      BIGINT      NOT NULL,  -- task or group; 0: none
  payload_sealed TEXT        NOT NULL,  -- only application events carry one: it holds tokens; '' once settled
  received_ms    BIGINT      NOT NULL,
  due_ms         BIGINT      NOT NULL,
  attempts       BIGINT      NOT NULL,
  state          BIGINT      NOT NULL,  -- 0 waiting, 1 done, 2 set aside
  settled_ms     BIGINT,
  reason         VARCHAR(255) NOT NULL,
  PRIMARY KEY (portal, id)
) WITHOUT ROWID;
CREATE INDEX inbox_due ON inbox (portal, due_ms) WHERE state = 0;
CREATE INDEX inbox_settled ON inbox (state, settled_ms) WHERE state IN (1, 2);
