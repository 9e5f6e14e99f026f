// When open cards were last updated, at the last instant that a reading knows (LU counts from then).
#pragma once

#include <span>
#include <unordered_map>

#include "reports/flow_reading.h"

namespace sd::reports {

using LastUpdates = std::unordered_map<TicketId, TimePoint>;

// Without those that have no card, or no journal by then. Now it is what the cards have; of the past it is
// read from the journals of these cards, a few hundred at a time. Errors: those of the stores.
Result<LastUpdates> last_updates(FlowReading& reading, std::span<const CycleRow> rows);

}  // namespace sd::reports
