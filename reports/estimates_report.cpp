#include "reports/estimates_report.h"

#include <algorithm>

#include "reports/rules/estimates.h"

namespace sd::reports {

Result<std::vector<TicketLine>> EstimatesReport::done(const ReportQuestion& question) {
  const auto scope = scope_of(question, plans_);
  if (!scope) return scope.error();
  return facts_.changes_done(*scope, begin_of(question.period, question.zone),
                             end_of(question.period, question.zone));
}

Result<Report> EstimatesReport::make(const ReportQuestion& question) {
  const auto requests = done(question);
  if (!requests) return requests.error();
  return estimates(*requests, question, kMostBehind);
}

Result<Behind> EstimatesReport::behind(const ReportQuestion& question, std::string_view row) {
  const auto user = number_after("user:", row);
  if (!user) return user.error();
  const auto requests = done(question);
  if (!requests) return requests.error();
  const auto his = std::count_if(requests->begin(), requests->end(),
                                 [&](const TicketLine& line) { return line.assignee == UserId{*user}; });
  return Behind{{requests_of(*requests, UserId{*user}, kMostBehind)}, his};
}

}  // namespace sd::reports
