-- 0004 sync_figure: how well the service keeps up with each portal, one row per figure (kanban/sync_health.h).
CREATE TABLE sync_figure (
  portal     BIGINT      NOT NULL,
  figure     VARCHAR(64) NOT NULL,
  value      BIGINT      NOT NULL,
  updated_ms BIGINT      NOT NULL,
  PRIMARY KEY (portal, figure)
) WITHOUT ROWID;
