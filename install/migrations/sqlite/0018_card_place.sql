-- 0018 card_place: cards that people have put between two others (kanban/rules/hand_order.h); less is higher up.
CREATE TABLE card_place (
  portal   BIGINT NOT NULL,
  group_id BIGINT NOT NULL,
  ticket   BIGINT NOT NULL,
  place    BIGINT NOT NULL,
  PRIMARY KEY (portal, group_id, ticket)
) WITHOUT ROWID;
