-- 0018 card_place: cards that people have put between two others (kanban/rules/hand_order.h); less is higher up.
-- Keep in step with sqlite/0018_card_place.sql; see 0001.
CREATE TABLE IF NOT EXISTS card_place (
  portal   BIGINT NOT NULL,
  group_id BIGINT NOT NULL,
  ticket   BIGINT NOT NULL,
  place    BIGINT NOT NULL,
  PRIMARY KEY (portal, group_id, ticket)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
