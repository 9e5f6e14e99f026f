-- 0015 flow: what reports count of each ticket, made from its journal (kanban/rules/ticket_flow.h) and replaced with it.
-- Keep in step with sqlite/0015_flow.sql; see 0001.
-- `span` says how long a row's stretch is: at most 2^span days; -1 one that goes on. What touches a period is found by
-- ranges of one index, whose length depends on the period and not on the years kept (kanban/rules/flow_span.h).
CREATE TABLE IF NOT EXISTS flow_cycle (
  portal     BIGINT      NOT NULL,
  group_id   BIGINT      NOT NULL,
  span       BIGINT      NOT NULL,
  begin_ms   BIGINT      NOT NULL,
  ticket     BIGINT      NOT NULL,
  number     BIGINT      NOT NULL,
  work_ms    BIGINT,
  done_ms    BIGINT,
  left_ms    BIGINT,
  stopped_ms BIGINT      NOT NULL,
  class      VARCHAR(16) NOT NULL,
  type       MEDIUMTEXT  NOT NULL,
  company    BIGINT      NOT NULL,
  assignee   BIGINT      NOT NULL,
  stays      MEDIUMTEXT  NOT NULL,
  PRIMARY KEY (portal, group_id, span, begin_ms, ticket, number),
  KEY flow_cycle_ticket (portal, ticket)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS flow_stop (
  portal    BIGINT      NOT NULL,
  group_id  BIGINT      NOT NULL,
  span      BIGINT      NOT NULL,
  from_ms   BIGINT      NOT NULL,
  ticket    BIGINT      NOT NULL,
  to_ms     BIGINT,
  since_ms  BIGINT      NOT NULL,
  card_open BIGINT      NOT NULL,
  stopper   MEDIUMTEXT  NOT NULL,
  class     VARCHAR(16) NOT NULL,
  type      MEDIUMTEXT  NOT NULL,
  company   BIGINT      NOT NULL,
  assignee  BIGINT      NOT NULL,
  PRIMARY KEY (portal, group_id, span, from_ms, ticket),
  KEY flow_stop_ticket (portal, ticket)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- How far a group's rows have been made anew, and for which of its settings (flow_basis).
CREATE TABLE IF NOT EXISTS flow_rebuild (
  portal      BIGINT NOT NULL,
  group_id    BIGINT NOT NULL,
  basis       BIGINT NOT NULL,
  last_ticket BIGINT NOT NULL,
  done        BIGINT NOT NULL,
  planned     BIGINT NOT NULL,
  finished_ms BIGINT,
  PRIMARY KEY (portal, group_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
