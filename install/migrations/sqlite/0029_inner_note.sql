-- 0029 inner_note: what the staff say to one another about a request. Nothing that answers a client reads this table.
CREATE TABLE inner_note (
  portal BIGINT NOT NULL,
  ticket BIGINT NOT NULL,
  at_ms  BIGINT NOT NULL,
  author BIGINT NOT NULL,
  text   TEXT NOT NULL,
  PRIMARY KEY (portal, ticket, at_ms, author)
) WITHOUT ROWID;
