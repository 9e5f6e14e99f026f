// Use case: the months of clients: plan, spent, left, forecast. Source: domain.md 8.
#pragma once

#include "reports/labour_questions.h"
#include "reports/rules/client_plan.h"
#include "reports/work_time.h"

namespace sd::reports {

class PlanClientsReport final : public ReportMaker {
 public:
  struct Parts {
    LabourFacts& facts;
    PlanStore& plans;
    WorkTime& time;
  };
  explicit PlanClientsReport(Parts parts) : parts_(parts) {}

  // Rows: companies with time spent in the month, and those with a plan: all of them for who asks about every
  // group, else those that open cards of the groups name. One company's report also has the table "tasks",
  // unless there are more than kMostBehind ("tasks_cut").
  Result<Report> make(const ReportQuestion& question) override;
  Result<Behind> behind(const ReportQuestion& question, std::string_view row) override;

 private:
  Result<Report> table_of(const ReportQuestion& question, const LabourScope& scope);
  Result<std::vector<CompanyId>> planned(const ReportQuestion& question, const LabourScope& scope,
                                         const std::vector<ClientPlan>& plans);
  Result<MonthPace> pace_of(const ReportQuestion& question, const Period& month);
  Result<std::vector<ClientMonth>> month_of_all(const ReportQuestion& question, const LabourScope& scope,
                                                const Period& month, const std::vector<ClientPlan>& plans,
                                                const std::vector<CompanyId>& planned);

  Parts parts_;
};

}  // namespace sd::reports
