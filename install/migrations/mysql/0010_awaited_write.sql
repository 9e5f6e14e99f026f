-- 0010 awaited_write: background writes to the portal whose traces its history has not shown us yet, so that they are
-- known as ours even when the answer was lost or the process was killed.
-- Keep in step with sqlite/0010_awaited_write.sql; see 0001.
CREATE TABLE IF NOT EXISTS awaited_write (
  portal   BIGINT       NOT NULL,
  ticket   BIGINT       NOT NULL,
  fact     VARCHAR(16)  NOT NULL,
  to_value VARCHAR(255) NOT NULL,
  actor    BIGINT       NOT NULL,  -- whom the portal will name
  asked_ms BIGINT       NOT NULL,
  PRIMARY KEY (portal, ticket, fact, to_value, actor)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
