-- 0001 portal: which portals this service serves, the tokens of their people, settings, installation steps.
-- Instants are UTC milliseconds. BIGINT, never INTEGER: SOCI's bulk reads cut INTEGER to 32 bits.
-- Columns named *_sealed hold secretbox text; the key is not in the database.
CREATE TABLE portal (
  id                       BIGINT       NOT NULL PRIMARY KEY,  -- our short key for member_id
  member_id                VARCHAR(64)  NOT NULL UNIQUE,
  client_endpoint          VARCHAR(255) NOT NULL,
  server_endpoint          VARCHAR(255) NOT NULL,
  client_id                VARCHAR(128) NOT NULL,
  application_token_sealed VARCHAR(255) NOT NULL,  -- '' until the portal has told it
  installed_by             BIGINT       NOT NULL,
  installed_ms             BIGINT       NOT NULL,
  state                    VARCHAR(16)  NOT NULL,  -- installing, installed, uninstalled
  scope                    TEXT         NOT NULL,  -- as granted, comma-separated
  lang                     VARCHAR(8)   NOT NULL
);

CREATE TABLE token (
  portal         BIGINT       NOT NULL,
  user_id        BIGINT       NOT NULL,
  access_sealed  TEXT         NOT NULL,
  refresh_sealed TEXT         NOT NULL,
  expires_ms     BIGINT       NOT NULL,
  PRIMARY KEY (portal, user_id)
) WITHOUT ROWID;

-- Whose tokens background work uses: the installing administrator first, then the spare.
CREATE TABLE background_user (
  portal   BIGINT NOT NULL,
  position BIGINT NOT NULL,
  user_id  BIGINT NOT NULL,
  PRIMARY KEY (portal, position)
) WITHOUT ROWID;

CREATE TABLE setting (
  portal BIGINT       NOT NULL,
  name   VARCHAR(128) NOT NULL,
  value  TEXT         NOT NULL,
  PRIMARY KEY (portal, name)
) WITHOUT ROWID;

CREATE TABLE install_step (
  portal     BIGINT       NOT NULL,
  step       VARCHAR(128) NOT NULL,
  position   BIGINT       NOT NULL,
  state      VARCHAR(16)  NOT NULL,
  detail     TEXT         NOT NULL,
  updated_ms BIGINT       NOT NULL,
  PRIMARY KEY (portal, step)
) WITHOUT ROWID;
