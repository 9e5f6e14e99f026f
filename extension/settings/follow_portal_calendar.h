// Use case: the portal's calendar stays as the portal has it, until somebody edits it here. Source:
// domain.md 6.
#pragma once

#include <functional>
#include <vector>

#include "extension/core/clock.h"
#include "extension/settings/settings_tables.h"
#include "kanban/calendar_portal.h"
#include "kanban/rules/country_days.h"

namespace sd::settings {

class FollowPortalCalendar {
 public:
  struct Ports {
    kanban::CalendarPortal& portal;
    SettingsTables& tables;
    const Clock& clock;
    std::vector<kanban::CountryDays> countries;
    std::function<Millis(PortalId portal)> utc_offset;
    std::function<void(PortalId portal)> saved;
  };
  explicit FollowPortalCalendar(Ports ports) : ports_(std::move(ports)) {}

  // Has nobody edited the portal's calendar here? Errors: those of the store.
  Result<bool> follows(PortalId portal);

  // Reads the portal's working time and keeps it, told in the journal as the portal's own change (user 0).
  // Nothing where somebody has edited it, and where the permission is missing. Errors: those of portal and
  // store.
  Status run(PortalId portal);

 private:
  Ports ports_;
};

}  // namespace sd::settings
