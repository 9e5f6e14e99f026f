// PlanStore in memory: what a test has put there.
#pragma once

#include <vector>

#include "reports/plan_store.h"

namespace sd::test {

class MemoryPlanStore final : public reports::PlanStore {
 public:
  Result<std::vector<reports::EmployeePlan>> employee_plans(PortalId) override { return employees; }
  Result<std::vector<reports::ClientPlan>> client_plans(PortalId) override { return clients; }
  Result<std::vector<UserId>> excluded(PortalId) override { return out; }

  std::vector<reports::EmployeePlan> employees;
  std::vector<reports::ClientPlan> clients;
  std::vector<UserId> out;
};

}  // namespace sd::test
