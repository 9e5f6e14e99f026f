-- 0002 board: bound groups, stages, cards and the journal everything about time is computed from.
CREATE TABLE bound_group (
  portal               BIGINT       NOT NULL,
  group_id             BIGINT       NOT NULL,
  name                 VARCHAR(255) NOT NULL,
  bound_ms             BIGINT       NOT NULL,
  status_follows_stage BIGINT       NOT NULL,
  stage_follows_status BIGINT       NOT NULL,
  estimate_first       BIGINT       NOT NULL,
  sync_cursor          BIGINT       NOT NULL,
  synced               BIGINT       NOT NULL,
  reconciled_ms        BIGINT,
  PRIMARY KEY (portal, group_id)
) WITHOUT ROWID;

-- Kept when a group is unbound: a revision a page has seen never comes again with another meaning.
CREATE TABLE board_revision (
  portal   BIGINT NOT NULL,
  group_id BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (portal, group_id)
) WITHOUT ROWID;

CREATE TABLE stage (
  portal   BIGINT       NOT NULL,
  group_id BIGINT       NOT NULL,
  stage_id BIGINT       NOT NULL,
  title    VARCHAR(255) NOT NULL,
  color    VARCHAR(16)  NOT NULL,
  sort     BIGINT       NOT NULL,
  role     VARCHAR(16)  NOT NULL,
  PRIMARY KEY (portal, group_id, stage_id)
) WITHOUT ROWID;

-- One row each time a stage was seen under another title than before.
CREATE TABLE stage_title (
  portal   BIGINT       NOT NULL,
  group_id BIGINT       NOT NULL,
  stage_id BIGINT       NOT NULL,
  seen_ms  BIGINT       NOT NULL,
  title    VARCHAR(255) NOT NULL,
  PRIMARY KEY (portal, group_id, stage_id, seen_ms)
) WITHOUT ROWID;

CREATE TABLE card (
  portal            BIGINT       NOT NULL,
  ticket            BIGINT       NOT NULL,
  group_id          BIGINT       NOT NULL,
  stage_id          BIGINT       NOT NULL,
  role              VARCHAR(16)  NOT NULL,
  status            BIGINT       NOT NULL,
  title             TEXT         NOT NULL,
  xml_id            VARCHAR(255) NOT NULL,
  assignee          BIGINT       NOT NULL,
  creator           BIGINT       NOT NULL,
  company           BIGINT       NOT NULL,
  important         BIGINT       NOT NULL,
  task_control      BIGINT       NOT NULL,
  class             VARCHAR(16)  NOT NULL,
  class_reason      VARCHAR(16)  NOT NULL,
  override_reason   TEXT         NOT NULL,
  type              TEXT         NOT NULL,
  type_known        BIGINT       NOT NULL,
  stopper           TEXT         NOT NULL,
  stopper_known     BIGINT       NOT NULL,
  stopper_since_ms  BIGINT,
  stopper_by        BIGINT       NOT NULL,
  estimate_minutes  BIGINT,
  estimate_invalid  TEXT         NOT NULL,
  agreement         VARCHAR(16)  NOT NULL,
  spent_minutes     BIGINT       NOT NULL,
  created_ms        BIGINT       NOT NULL,
  deadline_ms       BIGINT,
  closed_ms         BIGINT,
  last_update_ms    BIGINT       NOT NULL,
  last_speaker      VARCHAR(16)  NOT NULL,
  work_since_ms     BIGINT,
  done_ms           BIGINT,
  stopped_before_ms BIGINT       NOT NULL,
  cycle             BIGINT       NOT NULL,
  comments          BIGINT       NOT NULL,
  awaiting_check    BIGINT       NOT NULL,
  revision          BIGINT       NOT NULL,
  PRIMARY KEY (portal, ticket)
) WITHOUT ROWID;
CREATE INDEX card_board ON card (portal, group_id, role);
CREATE INDEX card_revision ON card (portal, group_id, revision);

CREATE TABLE journal (
  portal     BIGINT      NOT NULL,
  ticket     BIGINT      NOT NULL,
  fact_key   VARCHAR(64) NOT NULL,
  at_ms      BIGINT      NOT NULL,
  tie_order  BIGINT      NOT NULL,
  actor      BIGINT      NOT NULL,
  source     VARCHAR(16) NOT NULL,
  fact       VARCHAR(16) NOT NULL,
  from_value TEXT        NOT NULL,
  to_value   TEXT        NOT NULL,
  note       TEXT        NOT NULL,
  PRIMARY KEY (portal, ticket, fact_key)
) WITHOUT ROWID;

-- Tickets that left a board, so that boards that listen can drop the card.
CREATE TABLE gone (
  portal   BIGINT NOT NULL,
  group_id BIGINT NOT NULL,
  ticket   BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (portal, group_id, ticket)
) WITHOUT ROWID;
CREATE INDEX gone_revision ON gone (portal, group_id, revision);

-- Without figures SQLite reads a whole portal through the primary key to find one group's cards. These say that a
-- portal has many cards, a group has a part of them, and few share a role or a revision.
ANALYZE;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('card', 'card', '20000 20000 1'),
  ('card', 'card_board', '20000 20000 5000 1000'),
  ('card', 'card_revision', '20000 20000 5000 5'),
  ('gone', 'gone', '2000 2000 500 1'),
  ('gone', 'gone_revision', '2000 2000 500 5');
ANALYZE sqlite_schema;  -- collects nothing: the session that migrates reads the figures too
