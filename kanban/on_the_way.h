// Port: what events will bring by themselves. The nets under the events leave that alone: whatever they find
// beyond it was missed.
#pragma once

#include <unordered_set>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/core/time.h"

namespace sd::kanban {

class OnTheWay {
 public:
  virtual ~OnTheWay() = default;

  // Tickets whose events have arrived and wait to be worked in.
  virtual Result<std::unordered_set<TicketId>> waiting(PortalId portal) = 0;
  // How old a change in the portal is at least when its event must have arrived.
  virtual Millis lag(PortalId portal) = 0;
};

}  // namespace sd::kanban
