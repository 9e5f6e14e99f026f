-- 0007 import_aside: keep in step with sqlite/0007_import_aside.sql.
CREATE TABLE IF NOT EXISTS import_aside (
  portal    BIGINT       NOT NULL,
  kind      VARCHAR(16)  NOT NULL,
  object_id BIGINT       NOT NULL,
  reason    VARCHAR(255) NOT NULL,
  PRIMARY KEY (portal, kind, object_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
