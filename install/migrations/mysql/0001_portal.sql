-- 0001 portal: which portals this service serves, the tokens of their people, settings, installation steps.
-- Keep in step with sqlite/0001_portal.sql. A server commits at every CREATE, so each statement may be run twice.
-- Free text in no key is TEXT: SQLite takes any length, and a strict server refuses what is longer than declared.
-- utf8mb4_bin: compared byte by byte, as SQLite does.
-- Instants are UTC milliseconds. BIGINT, never INTEGER: SOCI's bulk reads cut INTEGER to 32 bits.
-- Columns named *_sealed hold secretbox text; the key is not in the database.
CREATE TABLE IF NOT EXISTS portal (
  id                       BIGINT      NOT NULL PRIMARY KEY,  -- our short key for member_id
  member_id                VARCHAR(64) NOT NULL UNIQUE,
  client_endpoint          TEXT        NOT NULL,
  server_endpoint          TEXT        NOT NULL,
  client_id                TEXT        NOT NULL,
  application_token_sealed TEXT        NOT NULL,  -- '' until the portal has told it
  installed_by             BIGINT      NOT NULL,
  installed_ms             BIGINT      NOT NULL,
  state                    VARCHAR(16) NOT NULL,  -- installing, installed, uninstalled
  scope                    MEDIUMTEXT  NOT NULL,  -- as granted, comma-separated
  lang                     TEXT        NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS token (
  portal         BIGINT     NOT NULL,
  user_id        BIGINT     NOT NULL,
  access_sealed  MEDIUMTEXT NOT NULL,
  refresh_sealed MEDIUMTEXT NOT NULL,
  expires_ms     BIGINT     NOT NULL,
  PRIMARY KEY (portal, user_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Whose tokens background work uses: the installing administrator first, then the spare.
CREATE TABLE IF NOT EXISTS background_user (
  portal   BIGINT NOT NULL,
  position BIGINT NOT NULL,
  user_id  BIGINT NOT NULL,
  PRIMARY KEY (portal, position)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS setting (
  portal BIGINT       NOT NULL,
  name   VARCHAR(128) NOT NULL,
  value  MEDIUMTEXT   NOT NULL,
  PRIMARY KEY (portal, name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS install_step (
  portal     BIGINT       NOT NULL,
  step       VARCHAR(128) NOT NULL,
  position   BIGINT       NOT NULL,
  state      VARCHAR(16)  NOT NULL,
  detail     MEDIUMTEXT   NOT NULL,
  updated_ms BIGINT       NOT NULL,
  PRIMARY KEY (portal, step)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
