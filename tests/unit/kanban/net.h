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
  Net();
  ~Net() override;

  FakeOnTheWay on_the_way;
  RepairTickets repair{cards, sync};
  Reconcile reconcile{portal, cards, repair, on_the_way};
  Sweep sweep{portal, cards, repair, on_the_way};
};

}  // namespace sd::kanban::test_rules
