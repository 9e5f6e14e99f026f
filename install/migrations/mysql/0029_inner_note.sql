-- 0029 inner_note: what the staff say to one another about a request. Nothing that answers a client reads this table.
-- Keep in step with sqlite/0029_inner_note.sql; see 0001.
CREATE TABLE IF NOT EXISTS inner_note (
  portal BIGINT NOT NULL,
  ticket BIGINT NOT NULL,
  at_ms  BIGINT NOT NULL,
  author BIGINT NOT NULL,
  text   MEDIUMTEXT NOT NULL,
  PRIMARY KEY (portal, ticket, at_ms, author)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
