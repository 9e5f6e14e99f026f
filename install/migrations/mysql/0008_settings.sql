-- 0008 settings: what administrators and managers decide, and the journal of their changes.
-- Keep in step with sqlite/0008_settings.sql; see 0001. Titles in keys are bytes; see 0003.
CREATE TABLE IF NOT EXISTS settings_save (
  portal   BIGINT      NOT NULL,
  section  VARCHAR(32) NOT NULL,
  group_id BIGINT      NOT NULL,  -- 0: of the whole portal
  version  BIGINT      NOT NULL,
  at_ms    BIGINT      NOT NULL,
  user_id  BIGINT      NOT NULL,
  PRIMARY KEY (portal, section, group_id, version),
  KEY settings_save_at (portal, at_ms)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS settings_change (
  portal      BIGINT      NOT NULL,
  section     VARCHAR(32) NOT NULL,
  group_id    BIGINT      NOT NULL,
  version     BIGINT      NOT NULL,
  position    BIGINT      NOT NULL,
  row_name    MEDIUMTEXT  NOT NULL,
  field       VARCHAR(32) NOT NULL,
  before_text MEDIUMTEXT  NOT NULL,
  after_text  MEDIUMTEXT  NOT NULL,
  PRIMARY KEY (portal, section, group_id, version, position)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Titles an entry had, or of entries merged into it. pending: tasks may still hold the old one.
CREATE TABLE IF NOT EXISTS former_title (
  portal     BIGINT       NOT NULL,
  kind       VARCHAR(16)  NOT NULL,
  from_title VARBINARY(1020) NOT NULL,
  to_title   TEXT         NOT NULL,
  pending    BIGINT       NOT NULL,
  PRIMARY KEY (portal, kind, from_title)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS stage_rule (
  portal           BIGINT      NOT NULL,
  group_id         BIGINT      NOT NULL,
  stage_id         BIGINT      NOT NULL,
  wip_limit        BIGINT      NOT NULL,  -- 0: none
  over_limit       VARCHAR(16) NOT NULL,  -- none, warn, reason, forbid; so the next two
  without_estimate VARCHAR(16) NOT NULL,
  under_stopper    VARCHAR(16) NOT NULL,
  PRIMARY KEY (portal, group_id, stage_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS timer_threshold (
  portal        BIGINT      NOT NULL,
  timer         VARCHAR(16) NOT NULL,  -- lu, wia
  role          VARCHAR(16) NOT NULL,  -- any, or a stage's role
  card_class    VARCHAR(16) NOT NULL,  -- any, or a card's class
  warn_minutes  BIGINT      NOT NULL,
  alarm_minutes BIGINT      NOT NULL,
  PRIMARY KEY (portal, timer, role, card_class)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS employee_plan (
  portal     BIGINT      NOT NULL,
  user_id    BIGINT      NOT NULL,
  valid_from VARCHAR(10) NOT NULL,  -- a date: 2026-01-31
  minutes    BIGINT      NOT NULL,  -- of a working day
  PRIMARY KEY (portal, user_id, valid_from)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS client_plan (
  portal     BIGINT      NOT NULL,
  company_id BIGINT      NOT NULL,
  valid_from VARCHAR(10) NOT NULL,
  minutes    BIGINT      NOT NULL,  -- of a calendar month
  PRIMARY KEY (portal, company_id, valid_from)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS person (
  portal        BIGINT NOT NULL,
  user_id       BIGINT NOT NULL,
  administrator BIGINT NOT NULL,  -- appointed here, beside the portal's own
  excluded      BIGINT NOT NULL,  -- appears in no report
  PRIMARY KEY (portal, user_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS group_manager (
  portal   BIGINT NOT NULL,
  group_id BIGINT NOT NULL,
  user_id  BIGINT NOT NULL,
  PRIMARY KEY (portal, group_id, user_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS client_company (
  portal     BIGINT NOT NULL,
  user_id    BIGINT NOT NULL,
  company_id BIGINT NOT NULL,
  PRIMARY KEY (portal, user_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS request_template (
  portal           BIGINT       NOT NULL,
  group_id         BIGINT       NOT NULL,  -- 0: of every group
  name             VARBINARY(1020) NOT NULL,
  sort             BIGINT       NOT NULL,
  title            TEXT         NOT NULL,
  body             MEDIUMTEXT         NOT NULL,
  type             TEXT         NOT NULL,
  estimate_minutes BIGINT       NOT NULL,
  important        BIGINT       NOT NULL,
  PRIMARY KEY (portal, group_id, name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
