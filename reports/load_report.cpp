#include "reports/load_report.h"

#include "reports/rules/load.h"

namespace sd::reports {

Result<Report> LoadReport::make(const ReportQuestion& question) {
  const auto scope = scope_of(question, plans_);
  if (!scope) return scope.error();
  const auto cards = facts_.queued(*scope);
  if (!cards) return cards.error();
  const auto plans = plans_.employee_plans(question.portal);
  if (!plans) return plans.error();
  const std::chrono::sys_days today = question.zone.day_of(question.now);
  std::map<UserId, std::int64_t> of_today;
  for (const EmployeePlan& plan : *plans) {  // by date: the latest that holds stays
    if (plan.valid_from <= today) of_today[plan.user] = plan.minutes;
  }
  return load_ahead(*cards, of_today, question);
}

Result<Behind> LoadReport::behind(const ReportQuestion& question, std::string_view row) {
  const auto user = number_after("user:", row);
  if (!user) return user.error();
  auto scope = scope_of(question, plans_);
  if (!scope) return scope.error();
  if (scope->user && *scope->user != UserId{*user}) return wrong_row();
  scope->user = UserId{*user};
  const auto cards = facts_.queued(*scope);
  if (!cards) return cards.error();
  return Behind{{queued_table(*cards, kMostBehind)}, static_cast<std::int64_t>(cards->size())};
}

}  // namespace sd::reports
