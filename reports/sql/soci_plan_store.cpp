#include "reports/sql/soci_plan_store.h"

#include "extension/core/iso_time.h"

namespace sd::reports::sql {
namespace {

using soci::into;
using soci::use;

struct PlanRow {
  long long whose = 0;
  std::chrono::sys_days from;
  long long minutes = 0;
};

// Whoever keeps plans checks their dates; one that is none all the same is an error and no guess.
Result<std::vector<PlanRow>> read_plans(soci::session& sql, const std::string& query, PortalId portal) {
  const long long portal_id = portal.value();
  PlanRow row;
  std::string date;
  soci::statement select =
      (sql.prepare << query, into(row.whose), into(date), into(row.minutes), use(portal_id, "portal"));
  select.execute();
  std::vector<PlanRow> rows;
  while (select.fetch()) {
    const Result<TimePoint> midnight = parse_iso_time(date + "T00:00:00Z");
    if (!midnight) return Error{ErrorKind::kInternal, "plan.date", {}};
    row.from = std::chrono::floor<std::chrono::days>(*midnight);
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

Result<std::vector<EmployeePlan>> SociPlanStore::employee_plans(PortalId portal) {
  return database_.read("plan.employees", [&](soci::session& sql) -> Result<std::vector<EmployeePlan>> {
    const auto rows = read_plans(sql,
                                 "SELECT user_id, valid_from, minutes FROM employee_plan"
                                 " WHERE portal = :portal ORDER BY user_id, valid_from",
                                 portal);
    if (!rows) return rows.error();
    std::vector<EmployeePlan> plans;
    for (const PlanRow& row : *rows) plans.push_back({UserId{row.whose}, row.from, row.minutes});
    return plans;
  });
}

Result<std::vector<ClientPlan>> SociPlanStore::client_plans(PortalId portal) {
  return database_.read("plan.clients", [&](soci::session& sql) -> Result<std::vector<ClientPlan>> {
    const auto rows = read_plans(sql,
                                 "SELECT company_id, valid_from, minutes FROM client_plan"
                                 " WHERE portal = :portal ORDER BY company_id, valid_from",
                                 portal);
    if (!rows) return rows.error();
    std::vector<ClientPlan> plans;
    for (const PlanRow& row : *rows) plans.push_back({CompanyId{row.whose}, row.from, row.minutes});
    return plans;
  });
}

Result<std::vector<UserId>> SociPlanStore::excluded(PortalId portal) {
  return database_.read("plan.excluded", [&](soci::session& sql) -> Result<std::vector<UserId>> {
    const long long portal_id = portal.value();
    long long user = 0;
    soci::statement select = (sql.prepare << "SELECT user_id FROM person WHERE portal = :portal"
                                             " AND excluded = 1 ORDER BY user_id",
                              into(user), use(portal_id, "portal"));
    select.execute();
    std::vector<UserId> users;
    while (select.fetch()) users.emplace_back(user);
    return users;
  });
}

}  // namespace sd::reports::sql
