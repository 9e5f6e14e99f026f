// Port: when people are expected to work, as plans need it: the portal's calendar and absences.
#pragma once

#include <vector>

#include "extension/core/result.h"
#include "reports/rules/employee_plan.h"

namespace sd::reports {

class WorkTime {
 public:
  virtual ~WorkTime() = default;

  // Of every day of the period.
  virtual Result<WorkDays> work_days(PortalId portal, const Period& period) = 0;
  // Known absences that touch the period.
  virtual Result<std::vector<DaysOff>> days_off(PortalId portal, const Period& period) = 0;
};

}  // namespace sd::reports
