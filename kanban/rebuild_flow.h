// Use case: what reports count of each ticket is made anew where it was made for other settings than a group
// has now (roles of stages, order of classes), and where it was never made: cards of before it was kept.
#pragma once

#include <functional>

#include "kanban/card_store.h"
#include "kanban/flow_rebuild_store.h"
#include "kanban/settings.h"

namespace sd::kanban {

class RebuildFlow {
 public:
  RebuildFlow(CardStore& cards, SettingsStore& settings, FlowRebuildStore& flows)
      : cards_(cards), settings_(settings), flows_(flows) {}

  // Asked after each step whether to go on.
  using Watch = std::function<bool(const FlowPoint& point)>;
  // All bound groups of the portal. A group that has nothing to be made anew costs one small read. What was
  // made stays made after a stop, an error or a kill, and the next run goes on there. Errors: those of the
  // stores.
  Status run(PortalId portal, TimePoint now, const Watch& watch);

  static constexpr std::size_t kStep = 500;

 private:
  CardStore& cards_;
  SettingsStore& settings_;
  FlowRebuildStore& flows_;
};

}  // namespace sd::kanban
