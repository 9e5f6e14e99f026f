#include "reports/rules/client_plan.h"

#include <algorithm>

#include "reports/rules/cells.h"

namespace sd::reports {
namespace {

using std::chrono::sys_days;

const MonthPace& pace_of(const std::vector<MonthPace>& paces, sys_days month) {
  static const MonthPace unknown{};
  const auto found = std::find_if(paces.begin(), paces.end(),
                                  [month](const MonthPace& pace) { return pace.month == month; });
  return found == paces.end() ? unknown : *found;
}

// A sum of what there is; none when there is nothing.
class Sum {
 public:
  void add(const std::optional<std::int64_t>& value) {
    if (value) sum_ = sum_.value_or(0) + *value;
  }
  const std::optional<std::int64_t>& value() const { return sum_; }

 private:
  std::optional<std::int64_t> sum_;
};

Table clients_table(const std::vector<ClientMonth>& months, const std::vector<MonthPace>& paces,
                    sys_days today) {
  Table table;
  table.key = "clients";
  table.columns = {{"company", Unit::kCompany, false}, {"month", Unit::kDay, false},
                   {"plan", Unit::kMinutes, true},     {"spent", Unit::kMinutes, true},
                   {"left", Unit::kMinutes, true},     {"used", Unit::kShare, true, Ratio{3, 2}},
                   {"forecast", Unit::kMinutes, true}};
  std::vector<std::int64_t> seconds;
  seconds.reserve(months.size());
  for (const ClientMonth& month : months) seconds.push_back(month.seconds);
  const std::vector<std::int64_t> spent = shared_out(seconds, 60);
  Sum plan_sum, left_sum, forecast_sum;
  std::int64_t spent_sum = 0;
  for (std::size_t i = 0; i < months.size(); ++i) {
    const ClientMonth& month = months[i];
    std::optional<std::int64_t> left;
    if (month.plan_minutes) left = *month.plan_minutes - spent[i];
    const auto forecast = forecast_minutes(month, spent[i], pace_of(paces, month.month), today);
    plan_sum.add(month.plan_minutes);
    left_sum.add(left);
    forecast_sum.add(forecast);
    spent_sum += spent[i];
    table.rows.push_back({{month.company.value(), cell(month.month), cell(month.plan_minutes), spent[i],
                           cell(left), ratio(spent[i], month.plan_minutes), cell(forecast)},
                          "company:" + std::to_string(month.company.value()) + "/" + to_text(month.month)});
  }
  table.totals = {Cell{},
                  Cell{},
                  cell(plan_sum.value()),
                  spent_sum,
                  cell(left_sum.value()),
                  ratio(spent_sum, plan_sum.value()),
                  cell(forecast_sum.value())};
  return table;
}

}  // namespace

Period whole_months(const Period& period) {
  return {month_of(period.from), next_month(period.to - std::chrono::days{1})};
}

std::optional<std::int64_t> forecast_minutes(const ClientMonth& month, std::int64_t spent_minutes,
                                             const MonthPace& pace, sys_days today) {
  if (next_month(month.month) <= today) return spent_minutes;
  if (today < month.month || pace.over <= 0) return std::nullopt;
  const std::int64_t at_this_pace = in_minutes(month.seconds_until_today * pace.all / pace.over, 60);
  return std::max(spent_minutes, at_this_pace);
}

Report plan_clients(const std::vector<ClientMonth>& months, const std::vector<MonthPace>& paces,
                    const ReportQuestion& question) {
  Report report;
  report.name = "plan-clients";
  report.period = whole_months(question.period);
  report.computed_at = question.now;
  report.tables.push_back(clients_table(months, paces, question.zone.day_of(question.now)));
  const std::vector<Cell>& totals = report.tables[0].totals;
  report.figures = {{"plan", Unit::kMinutes, totals[2], {}},
                    {"spent", Unit::kMinutes, totals[3], {}},
                    {"left", Unit::kMinutes, totals[4], {}},
                    {"used", Unit::kShare, totals[5], {}},
                    {"forecast", Unit::kMinutes, totals[6], {}}};
  report.charts.push_back({ChartKind::kBars, "plan_spent", 0, 0, {2, 3, 6}, {}});
  const auto with_time = [](const ClientMonth& month) { return month.seconds != 0; };
  const auto without_plan = [](const ClientMonth& month) { return !month.plan_minutes; };
  if (std::none_of(months.begin(), months.end(), with_time)) report.notes.emplace_back("no_records");
  if (std::all_of(months.begin(), months.end(), without_plan))
    report.notes.emplace_back("no_plan");
  else if (std::any_of(months.begin(), months.end(), without_plan))
    report.notes.emplace_back("some_without_plan");
  if (report.period != question.period) report.notes.emplace_back("whole_months");
  return report;
}

}  // namespace sd::reports
