-- 0026 lease: which process does a portal's background work, where several share one database.
CREATE TABLE lease (
  portal     BIGINT       NOT NULL PRIMARY KEY,  -- 0: installations by portals not known yet
  holder     VARCHAR(255) NOT NULL,  -- '': nobody
  beat       BIGINT       NOT NULL,  -- grows with every renewal
  renewed_ms BIGINT       NOT NULL   -- by the holder's clock, for people to see
);
