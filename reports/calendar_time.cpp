#include "reports/calendar_time.h"

namespace sd::reports {

Result<WorkDays> CalendarTime::work_days(PortalId portal, const Period& period) {
  const auto portals = calendars_.of_group(portal, GroupId{0});
  if (!portals) return portals.error();
  WorkDays days{period.from, {}};
  for (std::chrono::sys_days day = period.from; day < period.to; day += std::chrono::days{1}) {
    days.shares.push_back(static_cast<std::int32_t>(portals->calendar.share(day)));
  }
  return days;
}

Result<std::vector<DaysOff>> CalendarTime::days_off(PortalId portal, const Period& period) {
  const auto absences = absences_.absences(portal, period);
  if (!absences) return absences.error();
  std::vector<DaysOff> off;
  for (const Absence& absence : *absences) off.push_back({absence.user, absence.from, absence.to});
  return off;
}

}  // namespace sd::reports
