#include "tests/unit/kanban/desk.h"

namespace sd::kanban::test_rules {

Desk::Desk() {
  std::vector<PortalStage> portal_stages;
  for (const Stage& stage : stages())
    portal_stages.push_back({stage.id, stage.title, stage.color, stage.sort});
  portal.put_stages(77, portal_stages);
  portal.add_user(kAgent, "Анна");
  portal.add_user(kClient, "Клиент", true);
  BoundGroup group;
  group.group = GroupId{77};
  group.bound_at = portal.clock;
  EXPECT_TRUE(cards.bind(id, group).has_value());
  EXPECT_TRUE(cards.put_stages(id, GroupId{77}, stages(), portal.clock).has_value());
  const std::vector<DictionaryEntry> types{{"Первая линия", ""}, {"Отдел разработки", ""}};
  EXPECT_TRUE(settings.put_dictionary(id, DictionaryKind::kType, types).has_value());
  const std::vector<DictionaryEntry> stoppers{{"Ждём клиента", ""}};
  EXPECT_TRUE(settings.put_dictionary(id, DictionaryKind::kStopper, stoppers).has_value());
}

Desk::~Desk() = default;

SyncOutcome Desk::look(std::vector<TicketId> tickets) {
  const Result<SyncOutcome> outcome = sync.run(id, tickets);
  EXPECT_TRUE(outcome.has_value()) << outcome.error().code;
  return outcome ? *outcome : SyncOutcome{};
}

Card Desk::card(TicketId ticket) {
  const auto found = cards.find(id, ticket);
  EXPECT_TRUE(found->has_value());
  return found->value_or(Card{});
}

}  // namespace sd::kanban::test_rules
