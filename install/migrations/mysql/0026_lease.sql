-- 0026 lease: which process does a portal's background work, where several share one database.
-- Keep in step with sqlite/0026_lease.sql; see 0001.
CREATE TABLE IF NOT EXISTS lease (
  portal     BIGINT       NOT NULL PRIMARY KEY,  -- 0: installations by portals not known yet
  holder     VARCHAR(255) NOT NULL,  -- '': nobody
  beat       BIGINT       NOT NULL,  -- grows with every renewal
  renewed_ms BIGINT       NOT NULL   -- by the holder's clock, for people to see
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
