-- 0031 client_vip: companies that are looked after by somebody, and what the staff is to know about each.
-- Keep in step with sqlite/0031_client_vip.sql; see 0001.
ALTER TABLE client_rule ADD COLUMN vip BIGINT NOT NULL DEFAULT 0;
ALTER TABLE client_rule ADD COLUMN manager BIGINT NOT NULL DEFAULT 0;  -- is told of each request of theirs
ALTER TABLE client_rule ADD COLUMN staff_note VARCHAR(1000) NOT NULL DEFAULT '';

-- The company's manager was told of the request.
CREATE TABLE IF NOT EXISTS client_notice (
  portal  BIGINT NOT NULL,
  ticket  BIGINT NOT NULL,
  told_ms BIGINT NOT NULL,
  PRIMARY KEY (portal, ticket)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
