// A labour record as the portal keeps it. Its comment stays there: no report shows it, and it is people's
// text. Source: portal-api.md 4.8; domain.md 8.
#pragma once

#include <cstdint>

#include "extension/core/ids.h"
#include "extension/core/time.h"

namespace sd::reports {

using LabourId = Id<struct LabourTag>;

struct LabourRecord {
  LabourId id;
  TicketId ticket;
  UserId user;
  std::int64_t seconds = 0;
  TimePoint work_at;     // the work date the person chose; for a timer when it was stopped
  TimePoint created_at;  // when the record was made

  friend bool operator==(const LabourRecord&, const LabourRecord&) = default;
};

}  // namespace sd::reports
