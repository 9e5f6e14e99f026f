#include "reports/rules/employee_plan.h"

#include <algorithm>

#include "reports/rules/cells.h"

namespace sd::reports {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using Line = EmployeeSums::Line;

constexpr std::int64_t kSeconds = 60;
constexpr std::int64_t kThousandths = 1'000;

// Which piece of the period a day is in.
class Steps {
 public:
  Steps(const Period& period, Step step)
      : from_(period.from), of_day_(static_cast<std::size_t>((period.to - period.from).count())) {
    std::size_t number = 0;
    for (const Period& piece : steps_of(period, step)) {
      for (sys_days day = piece.from; day < piece.to; day += days{1}) of_day_[index(day)] = number;
      ++number;
    }
    count_ = number;
  }
  std::size_t of(sys_days day) const { return of_day_[index(day)]; }
  std::size_t count() const { return count_; }

 private:
  std::size_t index(sys_days day) const { return static_cast<std::size_t>((day - from_).count()); }

  sys_days from_;
  std::vector<std::size_t> of_day_;
  std::size_t count_ = 0;
};

// One person's plans, ascending by date.
using Plans = std::vector<std::pair<sys_days, std::int64_t>>;

std::map<UserId, Plans> by_user(const std::vector<EmployeePlan>& plans) {
  std::map<UserId, Plans> sorted;
  for (const EmployeePlan& plan : plans) sorted[plan.user].emplace_back(plan.valid_from, plan.minutes);
  for (auto& [user, his] : sorted) std::sort(his.begin(), his.end());
  return sorted;
}

std::map<UserId, std::vector<DaysOff>> by_user(const std::vector<DaysOff>& off) {
  std::map<UserId, std::vector<DaysOff>> sorted;
  for (const DaysOff& one : off) sorted[one.user].push_back(one);
  return sorted;
}

bool is_off(const std::vector<DaysOff>* off, sys_days day) {
  return off && std::any_of(off->begin(), off->end(),
                            [day](const DaysOff& one) { return one.from <= day && day < one.to; });
}

void add(std::optional<std::int64_t>& sum, std::int64_t amount) { sum = sum.value_or(0) + amount; }

// Adds what one person is to do on each day to his line and to the steps.
class PlanOfOne {
 public:
  PlanOfOne(const EmployeeFacts& facts, const Period& period, const Steps& steps, EmployeeSums& sums)
      : facts_(facts), period_(period), steps_(steps), sums_(sums) {}

  // `months`: the ones that count; none: all.
  void add_up(UserId user, const Plans& plans, const std::vector<DaysOff>* off,
              const std::set<sys_days>* months) {
    auto next = plans.begin();
    for (sys_days day = period_.from; day < period_.to; day += days{1}) {
      while (next != plans.end() && next->first <= day) ++next;
      if (next == plans.begin()) continue;  // nothing is planned yet
      if (months && !months->contains(month_of(day))) continue;
      const std::int64_t amount = is_off(off, day) ? 0 : std::prev(next)->second * facts_.calendar.on(day);
      add(sums_.employees[user].plan, amount);
      add(sums_.steps[steps_.of(day)].plan, amount);
    }
  }

 private:
  const EmployeeFacts& facts_;
  const Period& period_;
  const Steps& steps_;
  EmployeeSums& sums_;
};

std::vector<std::int64_t> planned(const std::vector<Line>& lines) {
  std::vector<std::int64_t> amounts;
  amounts.reserve(lines.size());
  for (const Line& line : lines) amounts.push_back(line.plan.value_or(0));
  return shared_out(amounts, kThousandths);
}

std::vector<std::int64_t> done(const std::vector<Line>& lines) {
  std::vector<std::int64_t> amounts;
  amounts.reserve(lines.size());
  for (const Line& line : lines) amounts.push_back(line.seconds);
  return shared_out(amounts, kSeconds);
}

Table table_of(std::string key, Column first, const std::vector<std::pair<Row, Line>>& rows) {
  Table table;
  table.key = std::move(key);
  table.columns = {std::move(first),
                   {"plan", Unit::kMinutes, true},
                   {"fact", Unit::kMinutes, true},
                   {"attainment", Unit::kShare, true, Ratio{2, 1}}};
  std::vector<Line> lines;
  lines.reserve(rows.size());
  for (const auto& [row, line] : rows) lines.push_back(line);
  const std::vector<std::int64_t> plans = planned(lines), facts = done(lines);
  std::optional<std::int64_t> plan_sum;
  std::int64_t fact_sum = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::optional<std::int64_t> plan = lines[i].plan ? std::optional(plans[i]) : std::nullopt;
    if (plan) add(plan_sum, *plan);
    fact_sum += facts[i];
    Row row = rows[i].first;
    row.cells.insert(row.cells.end(), {cell(plan), facts[i], ratio(facts[i], plan)});
    table.rows.push_back(std::move(row));
  }
  table.totals = {Cell{}, cell(plan_sum), fact_sum, ratio(fact_sum, plan_sum)};
  return table;
}

Table employees_table(const EmployeeSums& sums) {
  std::vector<std::pair<Row, Line>> rows;
  for (const auto& [user, line] : sums.employees) {
    rows.push_back({{{user.value()}, "user:" + std::to_string(user.value())}, line});
  }
  return table_of("employees", {"employee", Unit::kUser, false}, rows);
}

Table periods_table(const EmployeeSums& sums, const Period& period, Step step) {
  std::vector<std::pair<Row, Line>> rows;
  const std::vector<Period> pieces = steps_of(period, step);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    rows.push_back({{{cell(pieces[i].from)}, "days:" + to_text(pieces[i].from) + "/" + to_text(pieces[i].to)},
                    sums.steps[i]});
  }
  return table_of("periods", {"from", Unit::kDay, false}, rows);
}

std::vector<std::string> notes_of(const EmployeeFacts& facts, const EmployeeSums& sums) {
  std::vector<std::string> notes;
  if (facts.worked.empty()) notes.emplace_back("no_records");
  const auto planned_ones = std::count_if(sums.employees.begin(), sums.employees.end(),
                                          [](const auto& one) { return one.second.plan.has_value(); });
  if (planned_ones == 0)
    notes.emplace_back("no_plan");
  else if (planned_ones < static_cast<std::ptrdiff_t>(sums.employees.size()))
    notes.emplace_back("some_without_plan");
  const auto& shares = facts.calendar.shares;
  if (std::all_of(shares.begin(), shares.end(), [](std::int32_t share) { return share == 0; }))
    notes.emplace_back("no_working_days");
  return notes;
}

}  // namespace

std::int32_t WorkDays::on(sys_days day) const {
  const auto index = (day - first).count();
  if (index < 0 || static_cast<std::size_t>(index) >= shares.size()) return 0;
  return shares[static_cast<std::size_t>(index)];
}

EmployeeSums employee_sums(const EmployeeFacts& facts, const Period& period, Step step) {
  const Steps steps(period, step);
  EmployeeSums sums;
  sums.steps.resize(steps.count());
  std::map<UserId, std::set<sys_days>> months;  // in which he has records
  for (const WorkedDay& worked : facts.worked) {
    sums.employees[worked.user].seconds += worked.seconds;
    sums.steps[steps.of(worked.day)].seconds += worked.seconds;
    months[worked.user].insert(month_of(worked.day));
  }
  std::set<UserId> people(facts.team.begin(), facts.team.end());
  for (const auto& [user, line] : sums.employees) people.insert(user);
  const auto plans = by_user(facts.plans);
  const auto off = by_user(facts.off);
  PlanOfOne plan(facts, period, steps, sums);
  for (const UserId user : people) {
    const auto his = plans.find(user);
    if (his == plans.end()) continue;
    const auto his_off = off.find(user);
    plan.add_up(user, his->second, his_off == off.end() ? nullptr : &his_off->second,
                facts.dismissed.contains(user) ? &months[user] : nullptr);
  }
  return sums;
}

Report plan_employees(const EmployeeFacts& facts, const ReportQuestion& question) {
  const EmployeeSums sums = employee_sums(facts, question.period, question.step);
  Report report;
  report.name = "plan-employees";
  report.period = question.period;
  report.computed_at = question.now;
  report.tables.push_back(employees_table(sums));
  const std::vector<Cell> totals = report.tables[0].totals;
  report.figures = {{"plan", Unit::kMinutes, totals[1], {}},
                    {"fact", Unit::kMinutes, totals[2], {}},
                    {"attainment", Unit::kShare, totals[3], {}}};
  report.charts.push_back({ChartKind::kBars, "plan_fact", 0, 0, {1, 2}, {}});
  if (question.step != Step::kNone) {
    report.tables.push_back(periods_table(sums, question.period, question.step));
    report.charts.push_back({ChartKind::kBars, "plan_fact_periods", 1, 0, {1, 2}, {}});
  }
  report.notes = notes_of(facts, sums);
  return report;
}

}  // namespace sd::reports
