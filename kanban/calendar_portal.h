// Port: what the portal says about working time. Implemented by CalendarRest (extension/portal) and, in
// tests, by FakeCalendarPortal. Source: portal-api.md 5.8.
#pragma once

#include <array>
#include <chrono>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"

namespace sd::kanban {

struct PortalHours {
  std::chrono::minutes start{0};  // of every working day; no start before the end: not said
  std::chrono::minutes end{0};
  std::array<bool, 7> off{};                     // Monday first
  std::vector<std::chrono::month_day> holidays;  // of every year
  std::vector<std::chrono::month_day> workdays;  // of every year, whatever weekday they are

  friend bool operator==(const PortalHours&, const PortalHours&) = default;
};

class CalendarPortal {
 public:
  virtual ~CalendarPortal() = default;

  // With the background token. Errors: common ones of extension/portal/README.md; "portal.scope" without the
  // permission `calendar`.
  virtual Result<PortalHours> hours(PortalId portal) = 0;
};

}  // namespace sd::kanban
