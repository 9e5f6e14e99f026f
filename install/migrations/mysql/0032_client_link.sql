-- 0032 client_link: people of companies who are no users of the portal, and the personal links they come by.
-- Keep in step with sqlite/0032_client_link.sql; see 0001.
-- user_id: by which the service knows such a person; below 0, where no number of the portal's is.
CREATE TABLE IF NOT EXISTS client_contact (
  portal     BIGINT       NOT NULL,
  user_id    BIGINT       NOT NULL,
  contact_id BIGINT       NOT NULL,  -- of the portal's CRM
  company_id BIGINT       NOT NULL,
  name       VARCHAR(255) NOT NULL,
  PRIMARY KEY (portal, user_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE UNIQUE INDEX client_contact_of ON client_contact (portal, company_id, contact_id);

CREATE TABLE IF NOT EXISTS client_link (
  portal       BIGINT   NOT NULL,
  link_id      BIGINT   NOT NULL,
  user_id      BIGINT   NOT NULL,  -- of client_contact
  token_sha256 CHAR(64) NOT NULL,  -- the token itself is kept nowhere
  created_by   BIGINT   NOT NULL,
  created_ms   BIGINT   NOT NULL,
  expires_ms   BIGINT   NOT NULL,
  revoked_by   BIGINT   NOT NULL,  -- 0: it is not
  revoked_ms   BIGINT   NOT NULL,
  used_ms      BIGINT   NOT NULL,  -- when it opened a session last; 0: never
  uses         BIGINT   NOT NULL,
  PRIMARY KEY (portal, link_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX client_link_token ON client_link (token_sha256);

-- Requests that were written by such a person: in the portal the background is their creator.
CREATE TABLE IF NOT EXISTS client_contact_request (
  portal  BIGINT NOT NULL,
  ticket  BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  PRIMARY KEY (portal, ticket)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX client_contact_request_of ON client_contact_request (portal, user_id, ticket);
