// Port: plans and who is left out of reports, as people have set them on the settings page. Implemented by
// SociPlanStore and, in tests, by MemoryPlanStore.
#pragma once

#include <vector>

#include "extension/core/result.h"
#include "reports/rules/plan.h"

namespace sd::reports {

class PlanStore {
 public:
  virtual ~PlanStore() = default;

  // By user and date.
  virtual Result<std::vector<EmployeePlan>> employee_plans(PortalId portal) = 0;
  // By company and date.
  virtual Result<std::vector<ClientPlan>> client_plans(PortalId portal) = 0;
  // Who appears neither as a row nor in totals; by id.
  virtual Result<std::vector<UserId>> excluded(PortalId portal) = 0;
};

}  // namespace sd::reports
