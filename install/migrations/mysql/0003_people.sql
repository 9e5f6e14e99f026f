-- 0003 people: what cards name by id, and the dictionaries their fields choose from.
-- Keep in step with sqlite/0003_people.sql; see 0001.
CREATE TABLE IF NOT EXISTS app_user (
  portal    BIGINT     NOT NULL,
  user_id   BIGINT     NOT NULL,
  name      TEXT       NOT NULL,
  photo_url MEDIUMTEXT NOT NULL,
  active    BIGINT     NOT NULL,
  external  BIGINT     NOT NULL,
  seen_ms   BIGINT     NOT NULL,
  PRIMARY KEY (portal, user_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS company (
  portal     BIGINT NOT NULL,
  company_id BIGINT NOT NULL,
  title      TEXT   NOT NULL,
  seen_ms    BIGINT NOT NULL,
  PRIMARY KEY (portal, company_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS member (
  portal   BIGINT     NOT NULL,
  group_id BIGINT     NOT NULL,
  user_id  BIGINT     NOT NULL,
  role     VARCHAR(1) NOT NULL,  -- A owner, E moderator, K member
  PRIMARY KEY (portal, group_id, user_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- title is bytes: as text a key would hold "A" and "A " to be one, and there is no collation without that
-- which MariaDB and MySQL both have.
CREATE TABLE IF NOT EXISTS dictionary (
  portal BIGINT          NOT NULL,
  kind   VARCHAR(16)     NOT NULL,  -- type, stopper
  sort   BIGINT          NOT NULL,
  title  VARBINARY(1020) NOT NULL,
  color  TEXT            NOT NULL,
  PRIMARY KEY (portal, kind, title)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
