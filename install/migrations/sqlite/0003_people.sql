-- 0003 people: what cards name by id, and the dictionaries their fields choose from.
CREATE TABLE app_user (
  portal    BIGINT       NOT NULL,
  user_id   BIGINT       NOT NULL,
  name      VARCHAR(255) NOT NULL,
  photo_url TEXT         NOT NULL,
  active    BIGINT       NOT NULL,
  external  BIGINT       NOT NULL,
  seen_ms   BIGINT       NOT NULL,
  PRIMARY KEY (portal, user_id)
) WITHOUT ROWID;

CREATE TABLE company (
  portal     BIGINT       NOT NULL,
  company_id BIGINT       NOT NULL,
  title      VARCHAR(255) NOT NULL,
  seen_ms    BIGINT       NOT NULL,
  PRIMARY KEY (portal, company_id)
) WITHOUT ROWID;

CREATE TABLE member (
  portal   BIGINT     NOT NULL,
  group_id BIGINT     NOT NULL,
  user_id  BIGINT     NOT NULL,
  role     VARCHAR(1) NOT NULL,  -- A owner, E moderator, K member
  PRIMARY KEY (portal, group_id, user_id)
) WITHOUT ROWID;

CREATE TABLE dictionary (
  portal BIGINT       NOT NULL,
  kind   VARCHAR(16)  NOT NULL,  -- type, stopper
  sort   BIGINT       NOT NULL,
  title  VARCHAR(255) NOT NULL,
  color  VARCHAR(16)  NOT NULL,
  PRIMARY KEY (portal, kind, title)
) WITHOUT ROWID;
