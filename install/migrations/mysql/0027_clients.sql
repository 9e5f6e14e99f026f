-- 0027 clients: what a company's people see and may do in the client's view, and how far each of them has read.
-- company_id 0: every company without a line of its own.
-- Keep in step with sqlite/0027_clients.sql; see 0001.
CREATE TABLE IF NOT EXISTS client_rule (
  portal     BIGINT      NOT NULL,
  company_id BIGINT      NOT NULL,
  sees       VARCHAR(16) NOT NULL,  -- company: the requests of the company; own: only what he has written himself
  answers_by VARCHAR(16) NOT NULL,  -- name: who answers by his name; service: by the service's
  important  BIGINT      NOT NULL,  -- whether they may mark a new request as important
  PRIMARY KEY (portal, company_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What was written by seen_ms has been read.
CREATE TABLE IF NOT EXISTS client_seen (
  portal  BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  ticket  BIGINT NOT NULL,
  seen_ms BIGINT NOT NULL,
  PRIMARY KEY (portal, user_id, ticket)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- A client's list asks by company and by creator, without looking at the rest of the portal's cards.
CREATE INDEX card_company ON card (portal, company, ticket);
CREATE INDEX card_creator ON card (portal, creator, ticket);
