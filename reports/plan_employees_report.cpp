#include "reports/plan_employees_report.h"

#include <algorithm>

namespace sd::reports {
namespace {

// The fact of the row with this Row::behind.
Result<std::int64_t> fact_of(const Report& report, std::string_view behind) {
  for (const Table& table : report.tables) {
    for (const Row& row : table.rows) {
      if (row.behind == behind) return std::get<std::int64_t>(row.cells[2]);
    }
  }
  return wrong_row();
}

Result<Period> days_after(std::string_view prefix, std::string_view row) {
  if (!row.starts_with(prefix) || row.size() != prefix.size() + 21) return wrong_row();
  const auto from = day_from(row.substr(prefix.size(), 10));
  const auto to = day_from(row.substr(prefix.size() + 11));
  if (!from || !to) return wrong_row();
  return Period{*from, *to};
}

}  // namespace

// With every group: whoever has a plan and still works here; else the groups' members. Dismissed people come
// back through their records.
Status PlanEmployeesReport::read_team(const ReportQuestion& question, const LabourScope& scope,
                                      EmployeeFacts& facts) {
  std::vector<UserId> ids;
  if (question.user) {
    ids.push_back(*question.user);
  } else if (question.outsiders) {
    for (const EmployeePlan& plan : facts.plans) ids.push_back(plan.user);
  } else {
    for (const GroupId group : question.groups) {
      const auto members = parts_.people.members(question.portal, group);
      if (!members) return members.error();
      for (const kanban::GroupMember& member : *members) ids.push_back(member.user);
    }
  }
  for (const WorkedDay& day : facts.worked) ids.push_back(day.user);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::erase_if(ids, [&](UserId user) { return is_excluded(scope, user); });
  const auto users = parts_.people.users(question.portal, ids);
  if (!users) return users.error();
  for (const kanban::PortalUser& user : *users) {
    if (!user.active) facts.dismissed.insert(user.id);
  }
  std::erase_if(ids, [&](UserId user) { return facts.dismissed.contains(user); });
  facts.team = std::move(ids);
  return Done{};
}

Result<EmployeeFacts> PlanEmployeesReport::read(const ReportQuestion& question, const LabourScope& scope) {
  EmployeeFacts facts;
  auto worked = parts_.facts.by_day(scope, question.period, question.zone);
  if (!worked) return worked.error();
  auto plans = parts_.plans.employee_plans(question.portal);
  if (!plans) return plans.error();
  auto calendar = parts_.time.work_days(question.portal, question.period);
  if (!calendar) return calendar.error();
  auto off = parts_.time.days_off(question.portal, question.period);
  if (!off) return off.error();
  facts.worked = std::move(worked).value();
  facts.plans = std::move(plans).value();
  facts.calendar = std::move(calendar).value();
  facts.off = std::move(off).value();
  if (const Status team = read_team(question, scope, facts); !team) return team.error();
  return facts;
}

Result<Report> PlanEmployeesReport::make(const ReportQuestion& question) {
  const auto scope = scope_of(question, parts_.plans);
  if (!scope) return scope.error();
  const auto facts = read(question, *scope);
  if (!facts) return facts.error();
  Report report = plan_employees(*facts, question);
  const auto notes = common_notes(question, *scope, parts_.facts);
  if (!notes) return notes.error();
  report.notes.insert(report.notes.end(), notes->begin(), notes->end());
  if (!question.user) return report;
  const std::int64_t fact = std::get<std::int64_t>(report.tables[0].totals[2]);
  auto behind = tasks_and_records(*scope, question.period, question.zone, fact, parts_.facts);
  if (!behind) return behind.error();
  if (behind->tables[0].totals.empty())
    report.notes.emplace_back("tasks_cut");
  else
    report.tables.push_back(std::move(behind->tables[0]));
  return report;
}

Result<Behind> PlanEmployeesReport::behind(const ReportQuestion& question, std::string_view row) {
  auto scope = scope_of(question, parts_.plans);
  if (!scope) return scope.error();
  const auto facts = read(question, *scope);
  if (!facts) return facts.error();
  const auto total = fact_of(plan_employees(*facts, question), row);
  if (!total) return total.error();
  Period period = question.period;
  if (row.starts_with("user:")) {
    const auto user = number_after("user:", row);
    if (!user) return user.error();
    scope->user = UserId{*user};
  } else {
    const auto days = days_after("days:", row);
    if (!days) return days.error();
    period = *days;
  }
  return tasks_and_records(*scope, period, question.zone, *total, parts_.facts);
}

}  // namespace sd::reports
