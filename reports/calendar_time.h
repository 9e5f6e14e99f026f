// WorkTime from the portal's calendar and the absences kept.
#pragma once

#include "kanban/calendars.h"
#include "reports/absence_store.h"
#include "reports/work_time.h"

namespace sd::reports {

class CalendarTime final : public WorkTime {
 public:
  // Both references must outlive this object.
  CalendarTime(kanban::Calendars& calendars, AbsenceStore& absences)
      : calendars_(calendars), absences_(absences) {}

  Result<WorkDays> work_days(PortalId portal, const Period& period) override;
  Result<std::vector<DaysOff>> days_off(PortalId portal, const Period& period) override;

 private:
  kanban::Calendars& calendars_;
  AbsenceStore& absences_;
};

}  // namespace sd::reports
