#include "reports/ratings_report.h"

#include <algorithm>

namespace sd::reports {

Result<std::vector<RatingFact>> RatingsReport::read(const ReportQuestion& question) {
  const auto facts =
      facts_.ratings(question.portal, question.groups, begin_of(question.period, question.zone),
                     end_of(question.period, question.zone));
  if (!facts) return facts.error();
  return rated(*facts, question);
}

Result<Report> RatingsReport::make(const ReportQuestion& question) {
  const auto facts = read(question);
  if (!facts) return facts.error();
  return ratings(*facts, question, kMostBehind);
}

Result<Behind> RatingsReport::behind(const ReportQuestion& question, std::string_view row) {
  const auto user = number_after("user:", row);
  if (!user) return user.error();
  const auto facts = read(question);
  if (!facts) return facts.error();
  const auto his = std::count_if(facts->begin(), facts->end(), [&](const RatingFact& fact) {
    return fact.stars > 0 && fact.assignee == UserId{*user};
  });
  return Behind{{answers_of(*facts, UserId{*user}, kMostBehind)}, his};
}

}  // namespace sd::reports
