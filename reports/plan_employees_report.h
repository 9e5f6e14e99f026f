// Use case: plan and fact of employees, by person and by day, week or month. Source: domain.md 8.
#pragma once

#include "kanban/people.h"
#include "reports/labour_questions.h"
#include "reports/work_time.h"

namespace sd::reports {

class PlanEmployeesReport final : public ReportMaker {
 public:
  struct Parts {
    LabourFacts& facts;
    PlanStore& plans;
    kanban::PeopleStore& people;
    WorkTime& time;
  };
  explicit PlanEmployeesReport(Parts parts) : parts_(parts) {}

  // One person's report also has the table "tasks", unless there are more than kMostBehind ("tasks_cut").
  Result<Report> make(const ReportQuestion& question) override;
  Result<Behind> behind(const ReportQuestion& question, std::string_view row) override;

 private:
  Result<EmployeeFacts> read(const ReportQuestion& question, const LabourScope& scope);
  Status read_team(const ReportQuestion& question, const LabourScope& scope, EmployeeFacts& facts);

  Parts parts_;
};

}  // namespace sd::reports
