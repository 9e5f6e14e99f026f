// The reports on plans and labour records, all of them: for whoever keeps the registry.
#pragma once

#include "reports/estimates_report.h"
#include "reports/load_report.h"
#include "reports/plan_clients_report.h"
#include "reports/plan_employees_report.h"
#include "reports/ratings_report.h"

namespace sd::reports {

class PlanReports {
 public:
  struct Parts {
    LabourFacts& facts;
    PlanStore& plans;
    kanban::PeopleStore& people;
    WorkTime& time;
    RatingFacts& ratings;
  };
  explicit PlanReports(const Parts& parts)
      : employees_({parts.facts, parts.plans, parts.people, parts.time}),
        clients_({parts.facts, parts.plans, parts.time}),
        load_(parts.facts, parts.plans),
        estimates_(parts.facts, parts.plans),
        ratings_(parts.ratings) {}

  // They refer to this object.
  std::vector<ReportKind> kinds() {
    return {{"plan-employees", {"group", "user", "company", "step"}, true, &employees_},
            {"plan-clients", {"group", "company"}, false, &clients_},
            {"load", {"group", "user", "company"}, true, &load_, true},
            {"estimates", {"group", "user", "company"}, true, &estimates_},
            {"ratings", {"group", "user", "company", "type"}, true, &ratings_}};
  }

 private:
  PlanEmployeesReport employees_;
  PlanClientsReport clients_;
  LoadReport load_;
  EstimatesReport estimates_;
  RatingsReport ratings_;
};

}  // namespace sd::reports
