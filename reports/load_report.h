// Use case: load ahead by assignee. Source: domain.md 8.
#pragma once

#include "reports/labour_questions.h"

namespace sd::reports {

class LoadReport final : public ReportMaker {
 public:
  // Both references must outlive this object.
  LoadReport(LabourFacts& facts, PlanStore& plans) : facts_(facts), plans_(plans) {}

  Result<Report> make(const ReportQuestion& question) override;
  Result<Behind> behind(const ReportQuestion& question, std::string_view row) override;

 private:
  LabourFacts& facts_;
  PlanStore& plans_;
};

}  // namespace sd::reports
