// Use case: change requests done in a period, estimate against fact. Source: domain.md 8.
#pragma once

#include "reports/labour_questions.h"

namespace sd::reports {

class EstimatesReport final : public ReportMaker {
 public:
  // Both references must outlive this object.
  EstimatesReport(LabourFacts& facts, PlanStore& plans) : facts_(facts), plans_(plans) {}

  Result<Report> make(const ReportQuestion& question) override;
  Result<Behind> behind(const ReportQuestion& question, std::string_view row) override;

 private:
  Result<std::vector<TicketLine>> done(const ReportQuestion& question);

  LabourFacts& facts_;
  PlanStore& plans_;
};

}  // namespace sd::reports
