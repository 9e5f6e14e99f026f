-- 0007 import_aside: what an import from a portal's own database left out, and why (kanban/import_aside.h).
CREATE TABLE import_aside (
  portal    BIGINT       NOT NULL,
  kind      VARCHAR(16)  NOT NULL,  -- task, labour
  object_id BIGINT       NOT NULL,
  reason    VARCHAR(255) NOT NULL,
  PRIMARY KEY (portal, kind, object_id)
) WITHOUT ROWID;
