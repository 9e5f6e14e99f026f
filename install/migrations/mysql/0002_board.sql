-- 0002 board: bound groups, stages, cards and the journal everything about time is computed from.
-- Keep in step with sqlite/0002_board.sql; see 0001.
CREATE TABLE IF NOT EXISTS bound_group (
  portal               BIGINT NOT NULL,
  group_id             BIGINT NOT NULL,
  name                 TEXT   NOT NULL,
  bound_ms             BIGINT NOT NULL,
  status_follows_stage BIGINT NOT NULL,
  stage_follows_status BIGINT NOT NULL,
  estimate_first       BIGINT NOT NULL,
  sync_cursor          BIGINT NOT NULL,
  synced               BIGINT NOT NULL,
  reconciled_ms        BIGINT,
  PRIMARY KEY (portal, group_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Kept when a group is unbound: a revision a page has seen never comes again with another meaning.
CREATE TABLE IF NOT EXISTS board_revision (
  portal   BIGINT NOT NULL,
  group_id BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (portal, group_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS stage (
  portal   BIGINT      NOT NULL,
  group_id BIGINT      NOT NULL,
  stage_id BIGINT      NOT NULL,
  title    TEXT        NOT NULL,
  color    TEXT        NOT NULL,
  sort     BIGINT      NOT NULL,
  role     VARCHAR(16) NOT NULL,
  PRIMARY KEY (portal, group_id, stage_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row each time a stage was seen under another title than before.
CREATE TABLE IF NOT EXISTS stage_title (
  portal   BIGINT NOT NULL,
  group_id BIGINT NOT NULL,
  stage_id BIGINT NOT NULL,
  seen_ms  BIGINT NOT NULL,
  title    TEXT   NOT NULL,
  PRIMARY KEY (portal, group_id, stage_id, seen_ms)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS card (
  portal            BIGINT      NOT NULL,
  ticket            BIGINT      NOT NULL,
  group_id          BIGINT      NOT NULL,
  stage_id          BIGINT      NOT NULL,
  role              VARCHAR(16) NOT NULL,
  status            BIGINT      NOT NULL,
  title             MEDIUMTEXT  NOT NULL,
  xml_id            TEXT        NOT NULL,
  assignee          BIGINT      NOT NULL,
  creator           BIGINT      NOT NULL,
  company           BIGINT      NOT NULL,
  important         BIGINT      NOT NULL,
  task_control      BIGINT      NOT NULL,
  class             VARCHAR(16) NOT NULL,
  class_reason      VARCHAR(16) NOT NULL,
  override_reason   MEDIUMTEXT  NOT NULL,
  type              MEDIUMTEXT  NOT NULL,
  type_known        BIGINT      NOT NULL,
  stopper           MEDIUMTEXT  NOT NULL,
  stopper_known     BIGINT      NOT NULL,
  stopper_since_ms  BIGINT,
  stopper_by        BIGINT      NOT NULL,
  estimate_minutes  BIGINT,
  estimate_invalid  MEDIUMTEXT  NOT NULL,
  agreement         VARCHAR(16) NOT NULL,
  spent_minutes     BIGINT      NOT NULL,
  created_ms        BIGINT      NOT NULL,
  deadline_ms       BIGINT,
  closed_ms         BIGINT,
  last_update_ms    BIGINT      NOT NULL,
  last_speaker      VARCHAR(16) NOT NULL,
  work_since_ms     BIGINT,
  done_ms           BIGINT,
  stopped_before_ms BIGINT      NOT NULL,
  cycle             BIGINT      NOT NULL,
  comments          BIGINT      NOT NULL,
  awaiting_check    BIGINT      NOT NULL,
  revision          BIGINT      NOT NULL,
  PRIMARY KEY (portal, ticket),
  KEY card_board (portal, group_id, role),
  KEY card_revision (portal, group_id, revision)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS journal (
  portal     BIGINT       NOT NULL,
  ticket     BIGINT       NOT NULL,
  fact_key   VARCHAR(255) NOT NULL,
  at_ms      BIGINT       NOT NULL,
  tie_order  BIGINT       NOT NULL,
  actor      BIGINT       NOT NULL,
  source     VARCHAR(16)  NOT NULL,
  fact       VARCHAR(16)  NOT NULL,
  from_value MEDIUMTEXT   NOT NULL,
  to_value   MEDIUMTEXT   NOT NULL,
  note       MEDIUMTEXT   NOT NULL,
  PRIMARY KEY (portal, ticket, fact_key)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Tickets that left a board, so that boards that listen can drop the card.
CREATE TABLE IF NOT EXISTS gone (
  portal   BIGINT NOT NULL,
  group_id BIGINT NOT NULL,
  ticket   BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (portal, group_id, ticket),
  KEY gone_revision (portal, group_id, revision)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
