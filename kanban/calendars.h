// Port: the working calendars of a portal and its groups, as people have set them. Implemented by
// KeptCalendars (extension/settings). Source: domain.md 5, 6.
#pragma once

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "kanban/rules/calendar.h"

namespace sd::kanban {

struct GroupCalendar {
  Calendar calendar;
  bool timers_in_working_time = false;  // LU and WIA; else in calendar time
};

class Calendars {
 public:
  virtual ~Calendars() = default;

  // Of a group, or of the portal as a whole for group 0. There is always one: what nobody has set is as the
  // portal has it, or usual. Errors: those of the stores; "zone.database" when the system has no zones.
  virtual Result<GroupCalendar> of_group(PortalId portal, GroupId group) = 0;
};

}  // namespace sd::kanban
