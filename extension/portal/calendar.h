// Scope calendar: the portal's working time (portal-api.md 5.8).
#pragma once

#include <boost/json/value.hpp>

#include "extension/portal/caller.h"
#include "kanban/calendar_portal.h"

namespace sd::portal {

// Hours as "9", "9.30" or "09:30"; days of a year as "23.02"; what is none of these is left out. Error:
// "portal.shape" when it is no object.
Result<kanban::PortalHours> decode_hours(const boost::json::value& result);

class CalendarRest final : public kanban::CalendarPortal {
 public:
  explicit CalendarRest(Caller& caller) : caller_(caller) {}

  Result<kanban::PortalHours> hours(PortalId portal) override;

 private:
  Caller& caller_;
};

}  // namespace sd::portal
