-- 0004 sync_figure: how well the service keeps up with each portal, one row per figure (kanban/sync_health.h).
-- Keep in step with sqlite/0004_sync_figure.sql; see 0001.
CREATE TABLE IF NOT EXISTS sync_figure (
  portal     BIGINT      NOT NULL,
  figure     VARCHAR(64) NOT NULL,
  value      BIGINT      NOT NULL,
  updated_ms BIGINT      NOT NULL,
  PRIMARY KEY (portal, figure)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
