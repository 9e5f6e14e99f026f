-- 0031 client_vip: companies that are looked after by somebody, and what the staff is to know about each.
ALTER TABLE client_rule ADD COLUMN vip BIGINT NOT NULL DEFAULT 0;
ALTER TABLE client_rule ADD COLUMN manager BIGINT NOT NULL DEFAULT 0;  -- is told of each request of theirs
ALTER TABLE client_rule ADD COLUMN staff_note VARCHAR(1000) NOT NULL DEFAULT '';

-- The company's manager was told of the request.
CREATE TABLE client_notice (
  portal  BIGINT NOT NULL,
  ticket  BIGINT NOT NULL,
  told_ms BIGINT NOT NULL,
  PRIMARY KEY (portal, ticket)
) WITHOUT ROWID;
