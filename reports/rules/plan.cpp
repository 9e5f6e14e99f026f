#include "reports/rules/plan.h"

namespace sd::reports {
namespace {

using std::chrono::day;
using std::chrono::sys_days;
using std::chrono::year_month;

template <class Plan, class Meant>
std::optional<std::int64_t> latest(std::span<const Plan> plans, sys_days on, Meant meant) {
  const Plan* found = nullptr;
  for (const Plan& plan : plans) {
    if (!meant(plan) || plan.valid_from > on) continue;
    if (!found || found->valid_from < plan.valid_from) found = &plan;
  }
  if (!found) return std::nullopt;
  return found->minutes;
}

}  // namespace

std::optional<std::int64_t> plan_on(std::span<const EmployeePlan> plans, UserId user, sys_days day_of_work) {
  return latest(plans, day_of_work, [user](const EmployeePlan& plan) { return plan.user == user; });
}

std::optional<std::int64_t> plan_of_month(std::span<const ClientPlan> plans, CompanyId company,
                                          year_month month) {
  const auto meant = [company](const ClientPlan& plan) { return plan.company == company; };
  const sys_days first{month / day{1}};
  const auto before = latest(plans, first, meant);
  if (before) return before;
  return latest(plans, sys_days{(month + std::chrono::months{1}) / day{1}} - std::chrono::days{1}, meant);
}

Month month_of(TimePoint at, Millis offset) {
  const std::chrono::year_month_day local{std::chrono::floor<std::chrono::days>(at + offset)};
  const year_month name = local.year() / local.month();
  const auto begin = [&](year_month month) { return TimePoint{sys_days{month / day{1}}} - offset; };
  return {name, begin(name), begin(name + std::chrono::months{1})};
}

}  // namespace sd::reports
