-- 0008 settings: what administrators and managers decide, each kind in a table of its own, and the journal of their
-- changes. A section's version is the highest of its saves: two who save on the same version meet in the key.
CREATE TABLE settings_save (
  portal   BIGINT      NOT NULL,
  section  VARCHAR(32) NOT NULL,
  group_id BIGINT      NOT NULL,  -- 0: of the whole portal
  version  BIGINT      NOT NULL,
  at_ms    BIGINT      NOT NULL,
  user_id  BIGINT      NOT NULL,
  PRIMARY KEY (portal, section, group_id, version)
) WITHOUT ROWID;
CREATE INDEX settings_save_at ON settings_save (portal, at_ms);

CREATE TABLE settings_change (
  portal      BIGINT      NOT NULL,
  section     VARCHAR(32) NOT NULL,
  group_id    BIGINT      NOT NULL,
  version     BIGINT      NOT NULL,
  position    BIGINT      NOT NULL,
  row_name    TEXT        NOT NULL,
  field       VARCHAR(32) NOT NULL,
  before_text TEXT        NOT NULL,
  after_text  TEXT        NOT NULL,
  PRIMARY KEY (portal, section, group_id, version, position)
) WITHOUT ROWID;

-- Titles an entry had, or of entries merged into it. pending: tasks may still hold the old one.
CREATE TABLE former_title (
  portal     BIGINT       NOT NULL,
  kind       VARCHAR(16)  NOT NULL,
  from_title VARCHAR(255) NOT NULL,
  to_title   TEXT         NOT NULL,
  pending    BIGINT       NOT NULL,
  PRIMARY KEY (portal, kind, from_title)
) WITHOUT ROWID;

CREATE TABLE stage_rule (
  portal           BIGINT      NOT NULL,
  group_id         BIGINT      NOT NULL,
  stage_id         BIGINT      NOT NULL,
  wip_limit        BIGINT      NOT NULL,  -- 0: none
  over_limit       VARCHAR(16) NOT NULL,  -- none, warn, reason, forbid; so the next two
  without_estimate VARCHAR(16) NOT NULL,
  under_stopper    VARCHAR(16) NOT NULL,
  PRIMARY KEY (portal, group_id, stage_id)
) WITHOUT ROWID;

CREATE TABLE timer_threshold (
  portal        BIGINT      NOT NULL,
  timer         VARCHAR(16) NOT NULL,  -- lu, wia
  role          VARCHAR(16) NOT NULL,  -- any, or a stage's role
  card_class    VARCHAR(16) NOT NULL,  -- any, or a card's class
  warn_minutes  BIGINT      NOT NULL,
  alarm_minutes BIGINT      NOT NULL,
  PRIMARY KEY (portal, timer, role, card_class)
) WITHOUT ROWID;

CREATE TABLE employee_plan (
  portal     BIGINT      NOT NULL,
  user_id    BIGINT      NOT NULL,
  valid_from VARCHAR(10) NOT NULL,  -- a date: 2026-01-31
  minutes    BIGINT      NOT NULL,  -- of a working day
  PRIMARY KEY (portal, user_id, valid_from)
) WITHOUT ROWID;

CREATE TABLE client_plan (
  portal     BIGINT      NOT NULL,
  company_id BIGINT      NOT NULL,
  valid_from VARCHAR(10) NOT NULL,
  minutes    BIGINT      NOT NULL,  -- of a calendar month
  PRIMARY KEY (portal, company_id, valid_from)
) WITHOUT ROWID;

CREATE TABLE person (
  portal        BIGINT NOT NULL,
  user_id       BIGINT NOT NULL,
  administrator BIGINT NOT NULL,  -- appointed here, beside the portal's own
  excluded      BIGINT NOT NULL,  -- appears in no report
  PRIMARY KEY (portal, user_id)
) WITHOUT ROWID;

CREATE TABLE group_manager (
  portal   BIGINT NOT NULL,
  group_id BIGINT NOT NULL,
  user_id  BIGINT NOT NULL,
  PRIMARY KEY (portal, group_id, user_id)
) WITHOUT ROWID;

CREATE TABLE client_company (
  portal     BIGINT NOT NULL,
  user_id    BIGINT NOT NULL,
  company_id BIGINT NOT NULL,
  PRIMARY KEY (portal, user_id)
) WITHOUT ROWID;

CREATE TABLE request_template (
  portal           BIGINT       NOT NULL,
  group_id         BIGINT       NOT NULL,  -- 0: of every group
  name             VARCHAR(255) NOT NULL,
  sort             BIGINT       NOT NULL,
  title            TEXT         NOT NULL,
  body             TEXT         NOT NULL,
  type             TEXT         NOT NULL,
  estimate_minutes BIGINT       NOT NULL,
  important        BIGINT       NOT NULL,
  PRIMARY KEY (portal, group_id, name)
) WITHOUT ROWID;
