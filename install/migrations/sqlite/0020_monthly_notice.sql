-- 0020 monthly_notice: who is told when the report of the past month is ready, and which month he was told of last.
CREATE TABLE monthly_reader (
  portal        BIGINT     NOT NULL,
  user_id       BIGINT     NOT NULL,
  administrator BIGINT     NOT NULL,  -- of the portal when he asked for it
  lang          VARCHAR(8) NOT NULL,
  since_ms      BIGINT     NOT NULL,
  told_month    VARCHAR(7) NOT NULL,  -- 2026-03; "": none yet
  PRIMARY KEY (portal, user_id)
) WITHOUT ROWID;
