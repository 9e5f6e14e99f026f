// Who has which card open at this moment. Pages say so again and again; who says nothing for a while has
// gone. Of one instance of the service; thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/time.h"

namespace sd::kanban {

class Lookers {
 public:
  // The person looks at the card now. Returns the others who do, by id.
  std::vector<UserId> look(PortalId portal, TicketId ticket, UserId person, TimePoint now);

  // Pages are asked to say so every 15 seconds.
  static constexpr Millis kGoneAfter{40'000};

 private:
  std::mutex mutex_;
  std::map<std::pair<PortalId, TicketId>, std::map<UserId, TimePoint>> cards_;
};

}  // namespace sd::kanban
