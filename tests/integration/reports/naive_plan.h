// Plan reports computed again, as plainly as possible, from raw rows: an independent second opinion. Uses
// nothing of reports/rules but the shapes of its results.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "reports/rules/labour.h"
#include "reports/rules/plan.h"
#include "reports/rules/report.h"
#include "tests/integration/reports/report_world.h"

namespace sd::test {

struct RawWorld {
  struct Card {
    std::int64_t group = 0, company = 0;
  };
  std::map<std::int64_t, Card> cards;                     // by ticket
  std::map<std::int64_t, reports::LabourRecord> records;  // by id
  std::vector<reports::EmployeePlan> plans;
  std::vector<reports::ClientPlan> client_plans;
  std::set<std::int64_t> excluded, dismissed;
};

using Rows = std::vector<std::vector<reports::Cell>>;

struct Naive {
  Rows rows;
  std::vector<reports::Cell> totals;
};

// As the reports' tables "employees", "periods" (of the given pieces) and "clients" (of whole months).
Naive naive_employees(const RawWorld& raw, const ToldTime& time, const reports::ReportQuestion& question);
Naive naive_periods(const RawWorld& raw, const ToldTime& time, const reports::ReportQuestion& question,
                    const std::vector<reports::Period>& pieces);
Naive naive_clients(const RawWorld& raw, const ToldTime& time, const reports::ReportQuestion& question,
                    const std::vector<reports::Period>& months);

}  // namespace sd::test
