-- 0015 flow: what reports count of each ticket, made from its journal (kanban/rules/ticket_flow.h) and replaced with it.
-- `span` says how long a row's stretch is: at most 2^span days; -1 one that goes on. What touches a period is found by
-- ranges of one index, whose length depends on the period and not on the years kept (kanban/rules/flow_span.h).
CREATE TABLE flow_cycle (
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
  type       TEXT        NOT NULL,
  company    BIGINT      NOT NULL,
  assignee   BIGINT      NOT NULL,
  stays      TEXT        NOT NULL,
  PRIMARY KEY (portal, group_id, span, begin_ms, ticket, number)
) WITHOUT ROWID;
CREATE INDEX flow_cycle_ticket ON flow_cycle (portal, ticket);

CREATE TABLE flow_stop (
  portal    BIGINT      NOT NULL,
  group_id  BIGINT      NOT NULL,
  span      BIGINT      NOT NULL,
  from_ms   BIGINT      NOT NULL,
  ticket    BIGINT      NOT NULL,
  to_ms     BIGINT,
  since_ms  BIGINT      NOT NULL,
  card_open BIGINT      NOT NULL,
  stopper   TEXT        NOT NULL,
  class     VARCHAR(16) NOT NULL,
  type      TEXT        NOT NULL,
  company   BIGINT      NOT NULL,
  assignee  BIGINT      NOT NULL,
  PRIMARY KEY (portal, group_id, span, from_ms, ticket)
) WITHOUT ROWID;
CREATE INDEX flow_stop_ticket ON flow_stop (portal, ticket);

-- How far a group's rows have been made anew, and for which of its settings (flow_basis).
CREATE TABLE flow_rebuild (
  portal      BIGINT NOT NULL,
  group_id    BIGINT NOT NULL,
  basis       BIGINT NOT NULL,
  last_ticket BIGINT NOT NULL,
  done        BIGINT NOT NULL,
  planned     BIGINT NOT NULL,
  finished_ms BIGINT,
  PRIMARY KEY (portal, group_id)
) WITHOUT ROWID;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('flow_cycle', 'flow_cycle', '200000 200000 50000 5000 1 1 1'),
  ('flow_cycle', 'flow_cycle_ticket', '200000 200000 1'),
  ('flow_stop', 'flow_stop', '60000 60000 15000 1500 1 1'),
  ('flow_stop', 'flow_stop_ticket', '60000 60000 1');
ANALYZE sqlite_schema;
