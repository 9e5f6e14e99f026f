// A desk with two bound groups and the nets under the events; events arrive when a test says so.
#pragma once

#include "kanban/reconcile.h"
#include "kanban/sweep.h"
#include "tests/unit/kanban/desk.h"

namespace sd::kanban::test_rules {

struct FakeOnTheWay final : OnTheWay {
  std::unordered_set<TicketId> tickets;
  Millis age = std::chrono::minutes{1};
  std::optional<Error> failure;

  Result<std::unordered_set<TicketId>> waiting(PortalId) override {
    if (failure) return *failure;
    return tickets;
  }
  Millis lag(PortalId) override { return age; }
};

class Net : public Desk {
 protected:
  Net() {
    BoundGroup first = bound();
    first.synced = true;
    EXPECT_TRUE(cards.bind(id, first));
    BoundGroup second = first;
    second.group = GroupId{78};
    EXPECT_TRUE(cards.bind(id, second));
    std::vector<PortalStage> portal_stages;
    for (Stage stage : stages()) portal_stages.push_back({stage.id, stage.title, stage.color, stage.sort});
    portal.put_stages(78, portal_stages);
    EXPECT_TRUE(cards.put_stages(id, GroupId{78}, stages(), portal.clock));
  }

  FakeOnTheWay on_the_way;
  RepairTickets repair{cards, sync};
  Reconcile reconcile{portal, cards, repair, on_the_way};
  Sweep sweep{portal, cards, repair, on_the_way};
};

}  // namespace sd::kanban::test_rules
