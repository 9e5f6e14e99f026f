#include "reports/rules/throughput.h"

#include <algorithm>

#include "reports/rules/percentile.h"

namespace sd::reports {
namespace {

constexpr int kWeek = 7;

std::size_t weeks_between(std::chrono::sys_days monday, std::chrono::sys_days day) {
  return static_cast<std::size_t>((day - monday).count() / kWeek);
}

}  // namespace

Throughput::Throughput(const Days& days) : days_(days), monday_(monday_of(days.day(0))) {
  if (!days.empty()) weeks_.resize(weeks_between(monday_, days.day(days.count() - 1)) + 1);
}

void Throughput::add(const CycleRow& row) {
  const std::optional<TimePoint>& done = row.cycle.done_at;
  if (!done || !days_.contains(*done)) return;
  const std::size_t week = weeks_between(monday_, days_.day(days_.index_of(*done)));
  ++weeks_[week][static_cast<std::size_t>(row.cycle.card_class)];
}

bool Throughput::whole(std::size_t week, TimePoint now) const {
  const std::chrono::sys_days begin = monday_ + std::chrono::days{kWeek * static_cast<int>(week)};
  if (begin < days_.day(0)) return false;
  const std::size_t end = static_cast<std::size_t>((begin - days_.day(0)).count()) + kWeek;
  return end <= days_.count() && days_.start(end) <= now;
}

void Throughput::finish(Report& report, TimePoint now) && {
  Table table;
  table.key = "weeks";
  table.columns = {{"week", Unit::kDay, false},
                   {"done", Unit::kCount, true},
                   {"incident", Unit::kCount, true},
                   {"change", Unit::kCount, true},
                   {"service", Unit::kCount, true}};
  Week all{};
  std::vector<std::int64_t> whole_weeks;
  for (std::size_t i = 0; i < weeks_.size(); ++i) {
    const Week& week = weeks_[i];
    const std::int64_t done = week[0] + week[1] + week[2];
    const Cell name = day_cell(monday_ + std::chrono::days{kWeek * static_cast<int>(i)});
    table.rows.push_back(
        {{name, done, week[0], week[1], week[2]}, "week:" + std::to_string(std::get<std::int64_t>(name))});
    for (std::size_t k = 0; k < all.size(); ++k) all[k] += week[k];
    if (whole(i, now)) whole_weeks.push_back(done);
  }
  const std::int64_t done = all[0] + all[1] + all[2];
  table.totals = {Cell{}, done, all[0], all[1], all[2]};
  std::sort(whole_weeks.begin(), whole_weeks.end());
  const std::optional<std::int64_t> median = percentile(whole_weeks, 50);

  report.figures.push_back({"done", Unit::kCount, done, {}});
  report.figures.push_back({"week_p50", Unit::kCount, median ? Cell{*median} : Cell{}, {}});
  Chart chart{ChartKind::kBars, "throughput", report.tables.size(), 0, {2, 3, 4}, {}};
  if (median) chart.lines.push_back({"p50", *median});
  report.charts.push_back(std::move(chart));
  report.tables.push_back(std::move(table));
}

}  // namespace sd::reports
