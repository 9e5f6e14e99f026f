-- 0027 clients: what a company's people see and may do in the client's view, and how far each of them has read.
-- company_id 0: every company without a line of its own.
CREATE TABLE client_rule (
  portal     BIGINT      NOT NULL,
  company_id BIGINT      NOT NULL,
  sees       VARCHAR(16) NOT NULL,  -- company: the requests of the company; own: only what he has written himself
  answers_by VARCHAR(16) NOT NULL,  -- name: who answers by his name; service: by the service's
  important  BIGINT      NOT NULL,  -- whether they may mark a new request as important
  PRIMARY KEY (portal, company_id)
) WITHOUT ROWID;

-- What was written by seen_ms has been read.
CREATE TABLE client_seen (
  portal  BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  ticket  BIGINT NOT NULL,
  seen_ms BIGINT NOT NULL,
  PRIMARY KEY (portal, user_id, ticket)
) WITHOUT ROWID;

-- A client's list asks by company and by creator, without looking at the rest of the portal's cards.
CREATE INDEX card_company ON card (portal, company, ticket);
CREATE INDEX card_creator ON card (portal, creator, ticket);
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('card', 'card_company', '20000 20000 100 1'),
  ('card', 'card_creator', '20000 20000 100 1');
ANALYZE sqlite_schema;
