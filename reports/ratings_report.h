// Use case: what clients say about work that is done. Source: domain.md 8.
#pragma once

#include "reports/labour_questions.h"
#include "reports/rating_facts.h"

namespace sd::reports {

class RatingsReport final : public ReportMaker {
 public:
  // `facts` must outlive this object.
  explicit RatingsReport(RatingFacts& facts) : facts_(facts) {}

  Result<Report> make(const ReportQuestion& question) override;
  Result<Behind> behind(const ReportQuestion& question, std::string_view row) override;

 private:
  Result<std::vector<RatingFact>> read(const ReportQuestion& question);

  RatingFacts& facts_;
};

}  // namespace sd::reports
