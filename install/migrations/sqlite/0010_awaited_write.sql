-- 0010 awaited_write: background writes to the portal whose traces its history has not shown us yet, so that they are
-- known as ours even when the answer was lost or the process was killed.
CREATE TABLE awaited_write (
  portal   BIGINT       NOT NULL,
  ticket   BIGINT       NOT NULL,
  fact     VARCHAR(16)  NOT NULL,
  to_value VARCHAR(255) NOT NULL,
  actor    BIGINT       NOT NULL,  -- whom the portal will name
  asked_ms BIGINT       NOT NULL,
  PRIMARY KEY (portal, ticket, fact, to_value, actor)
) WITHOUT ROWID;
