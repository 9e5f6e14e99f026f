#include "reports/plan_clients_report.h"

#include <algorithm>
#include <map>

namespace sd::reports {
namespace {

using std::chrono::sys_days;

std::chrono::year_month name_of(sys_days first) {
  const std::chrono::year_month_day date{first};
  return date.year() / date.month();
}

std::map<CompanyId, std::int64_t> by_company(const std::vector<CompanySeconds>& sums) {
  std::map<CompanyId, std::int64_t> map;
  for (const CompanySeconds& one : sums) map[one.company] = one.seconds;
  return map;
}

}  // namespace

Result<std::vector<CompanyId>> PlanClientsReport::planned(const ReportQuestion& question,
                                                          const LabourScope& scope,
                                                          const std::vector<ClientPlan>& plans) {
  std::vector<CompanyId> companies;
  for (const ClientPlan& plan : plans) {
    if (!question.company || plan.company == *question.company) companies.push_back(plan.company);
  }
  companies.erase(std::unique(companies.begin(), companies.end()), companies.end());
  if (question.outsiders) return companies;
  const auto served = parts_.facts.served(scope);
  if (!served) return served.error();
  std::erase_if(companies, [&](CompanyId company) {
    return !std::binary_search(served->begin(), served->end(), company);
  });
  return companies;
}

Result<MonthPace> PlanClientsReport::pace_of(const ReportQuestion& question, const Period& month) {
  const sys_days today = question.zone.day_of(question.now);
  MonthPace pace{month.from, 0, 0};
  if (today < month.from || month.to <= today) return pace;
  const auto days = parts_.time.work_days(question.portal, month);
  if (!days) return days.error();
  for (sys_days day = month.from; day < month.to; day += std::chrono::days{1}) {
    pace.all += days->on(day);
    if (day < today) pace.over += days->on(day);
  }
  return pace;
}

Result<std::vector<ClientMonth>> PlanClientsReport::month_of_all(const ReportQuestion& question,
                                                                 const LabourScope& scope,
                                                                 const Period& month,
                                                                 const std::vector<ClientPlan>& plans,
                                                                 const std::vector<CompanyId>& planned) {
  const TimePoint from = begin_of(month, question.zone), to = end_of(month, question.zone);
  const auto spent = parts_.facts.by_company(scope, from, to);
  if (!spent) return spent.error();
  std::map<CompanyId, std::int64_t> seconds = by_company(*spent), until_today;
  const TimePoint midnight = question.zone.instant(question.zone.day_of(question.now));
  if (from < midnight && midnight < to) {
    const auto before = parts_.facts.by_company(scope, from, midnight);
    if (!before) return before.error();
    until_today = by_company(*before);
  }
  for (const CompanyId company : planned) {
    if (plan_of_month(plans, company, name_of(month.from))) seconds.try_emplace(company, 0);
  }
  std::vector<ClientMonth> rows;
  rows.reserve(seconds.size());
  for (const auto& [company, sum] : seconds) {
    rows.push_back(
        {company, month.from, plan_of_month(plans, company, name_of(month.from)), sum, until_today[company]});
  }
  return rows;
}

Result<Report> PlanClientsReport::table_of(const ReportQuestion& question, const LabourScope& scope) {
  const auto plans = parts_.plans.client_plans(question.portal);
  if (!plans) return plans.error();
  const auto companies = planned(question, scope, *plans);
  if (!companies) return companies.error();
  std::vector<ClientMonth> months;
  std::vector<MonthPace> paces;
  for (const Period& month : steps_of(whole_months(question.period), Step::kMonth)) {
    const auto pace = pace_of(question, month);
    if (!pace) return pace.error();
    paces.push_back(*pace);
    const auto rows = month_of_all(question, scope, month, *plans, *companies);
    if (!rows) return rows.error();
    months.insert(months.end(), rows->begin(), rows->end());
  }
  std::stable_sort(months.begin(), months.end(), [](const ClientMonth& left, const ClientMonth& right) {
    return left.company < right.company;
  });
  return plan_clients(months, paces, question);
}

Result<Report> PlanClientsReport::make(const ReportQuestion& question) {
  const auto scope = scope_of(question, parts_.plans);
  if (!scope) return scope.error();
  auto report = table_of(question, *scope);
  if (!report) return report;
  ReportQuestion whole = question;
  whole.period = report->period;
  const auto notes = common_notes(whole, *scope, parts_.facts);
  if (!notes) return notes.error();
  report->notes.insert(report->notes.end(), notes->begin(), notes->end());
  if (!question.company) return report;
  const std::int64_t spent = std::get<std::int64_t>(report->tables[0].totals[3]);
  auto behind = tasks_and_records(*scope, report->period, question.zone, spent, parts_.facts);
  if (!behind) return behind.error();
  if (behind->tables[0].totals.empty())
    report->notes.emplace_back("tasks_cut");
  else
    report->tables.push_back(std::move(behind->tables[0]));
  return report;
}

Result<Behind> PlanClientsReport::behind(const ReportQuestion& question, std::string_view row) {
  auto scope = scope_of(question, parts_.plans);
  if (!scope) return scope.error();
  const auto report = table_of(question, *scope);
  if (!report) return report.error();
  for (const Row& one : report->tables[0].rows) {
    if (one.behind != row) continue;
    scope->company = CompanyId{std::get<std::int64_t>(one.cells[0])};
    const sys_days month{std::chrono::days{std::get<std::int64_t>(one.cells[1])}};
    return tasks_and_records(*scope, {month, next_month(month)}, question.zone,
                             std::get<std::int64_t>(one.cells[3]), parts_.facts);
  }
  return wrong_row();
}

}  // namespace sd::reports
