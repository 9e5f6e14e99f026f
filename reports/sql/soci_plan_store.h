// PlanStore on SOCI. Thread-safe: each call leases a session.
#pragma once

#include "extension/storage/database.h"
#include "reports/plan_store.h"

namespace sd::reports::sql {

class SociPlanStore final : public PlanStore {
 public:
  explicit SociPlanStore(storage::Database& database) : database_(database) {}

  Result<std::vector<EmployeePlan>> employee_plans(PortalId portal) override;
  Result<std::vector<ClientPlan>> client_plans(PortalId portal) override;
  Result<std::vector<UserId>> excluded(PortalId portal) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::reports::sql
