#include "reports/rules/closing_times.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "reports/rules/percentile.h"

namespace sd::reports {

using kanban::CardClass;

namespace {

constexpr std::array kLevels{50, 85, 95};

// Percentiles of milliseconds as thousandths of a day. Sorts the values.
std::array<Cell, 3> levels_of(std::vector<std::int64_t>& values) {
  std::sort(values.begin(), values.end());
  std::array<Cell, 3> cells;
  for (std::size_t i = 0; i < kLevels.size(); ++i) {
    if (const auto value = percentile(values, kLevels[i])) cells[i] = milli_days(Millis{*value});
  }
  return cells;
}

void add_levels(Report& report, Chart& chart, const std::string& measure, const std::array<Cell, 3>& levels) {
  for (std::size_t i = 0; i < kLevels.size(); ++i) {
    const std::string level = "p" + std::to_string(kLevels[i]);
    std::string name = measure;
    name += '_';
    name += level;
    report.figures.push_back({std::move(name), Unit::kDays, levels[i], {}});
    if (const auto* at = std::get_if<std::int64_t>(&levels[i])) chart.lines.push_back({level, *at});
  }
}

}  // namespace

void ClosingTimes::add(const CycleRow& row) {
  const kanban::FlowCycle& cycle = row.cycle;
  if (!cycle.done_at || !days_.contains(*cycle.done_at)) return;
  const TimePoint done = *cycle.done_at;
  Sums& sums = by_class_[static_cast<std::size_t>(cycle.card_class)];
  Point point{done, row.ticket, cycle.card_class, done - cycle.begin, std::nullopt};
  sums.leads.push_back(point.lead.count());
  sums.lead_minutes += minutes_between(cycle.begin, done);
  if (cycle.work_since) {
    point.cycle = done - *cycle.work_since;
    sums.cycles.push_back(point.cycle->count());
    const std::int64_t stopped = std::chrono::floor<std::chrono::minutes>(cycle.stopped).count();
    sums.flowing_minutes += std::max<std::int64_t>(0, minutes_between(*cycle.work_since, done) - stopped);
  }
  points_.push_back(point);
  for (std::size_t i = 0; i < cycle.stays.size(); ++i) {
    Stage& stage = stages_[cycle.stays[i].stage];
    stage.role = cycle.stays[i].role;
    ++stage.visits;
    stage.minutes +=
        minutes_between(cycle.stays[i].from, i + 1 < cycle.stays.size() ? cycle.stays[i + 1].from : done);
  }
}

Table ClosingTimes::classes_table(Sums& all) {
  Table table;
  table.key = "classes";
  table.columns = {{"class", Unit::kClass, false},
                   {"closed", Unit::kCount, true},
                   {"lead_p50", Unit::kDays, false},
                   {"lead_p85", Unit::kDays, false},
                   {"lead_p95", Unit::kDays, false},
                   {"cycle_p50", Unit::kDays, false},
                   {"cycle_p85", Unit::kDays, false},
                   {"cycle_p95", Unit::kDays, false},
                   {"flowing", Unit::kMinutes, true},
                   {"lead_sum", Unit::kMinutes, true},
                   {"efficiency", Unit::kShare, true, Ratio{8, 9}}};
  for (const CardClass one : {CardClass::kIncident, CardClass::kChange, CardClass::kService}) {
    Sums& sums = by_class_[static_cast<std::size_t>(one)];
    const auto lead = levels_of(sums.leads), cycle = levels_of(sums.cycles);
    const std::string name(kanban::to_string(one));
    table.rows.push_back({{name, static_cast<std::int64_t>(sums.leads.size()), lead[0], lead[1], lead[2],
                           cycle[0], cycle[1], cycle[2], sums.flowing_minutes, sums.lead_minutes,
                           share_of(sums.flowing_minutes, sums.lead_minutes)},
                          "class:" + name});
    all.leads.insert(all.leads.end(), sums.leads.begin(), sums.leads.end());
    all.cycles.insert(all.cycles.end(), sums.cycles.begin(), sums.cycles.end());
    all.lead_minutes += sums.lead_minutes;
    all.flowing_minutes += sums.flowing_minutes;
  }
  table.totals.resize(table.columns.size());
  table.totals[1] = static_cast<std::int64_t>(all.leads.size());
  table.totals[8] = all.flowing_minutes;
  table.totals[9] = all.lead_minutes;
  table.totals[10] = share_of(all.flowing_minutes, all.lead_minutes);
  return table;
}

Table ClosingTimes::stages_table() const {
  Table table;
  table.key = "stages";
  table.columns = {{"stage", Unit::kStage, false},
                   {"role", Unit::kRole, false},
                   {"visits", Unit::kCount, true},
                   {"minutes", Unit::kMinutes, true},
                   {"mean", Unit::kMinutes, true, Ratio{3, 2}},
                   {"share", Unit::kShare, true, Ratio{3, 3}}};
  std::int64_t visits = 0, minutes = 0;
  std::vector<std::pair<StageId, Stage>> stages(stages_.begin(), stages_.end());
  for (const auto& [id, stage] : stages) {
    visits += stage.visits;
    minutes += stage.minutes;
  }
  std::sort(stages.begin(), stages.end(), [](const auto& one, const auto& two) {
    return std::tie(one.second.role, one.first) < std::tie(two.second.role, two.first);
  });
  const auto mean = [](std::int64_t sum, std::int64_t of) { return of > 0 ? Cell{sum / of} : Cell{}; };
  for (const auto& [id, stage] : stages) {
    table.rows.push_back(
        {{id.value(), std::string(kanban::to_string(stage.role)), stage.visits, stage.minutes,
          mean(stage.minutes, stage.visits), share_of(stage.minutes, minutes)},
         "stage:" + std::to_string(id.value())});
  }
  table.totals = {Cell{}, Cell{}, visits, minutes, mean(minutes, visits), share_of(minutes, minutes)};
  return table;
}

Table ClosingTimes::points_table(bool& sampled) {
  Table table;
  table.key = "cards";
  table.columns = {{"ticket", Unit::kTicket, false},
                   {"closed", Unit::kInstant, false},
                   {"class", Unit::kClass, false},
                   {"lead", Unit::kDays, false},
                   {"cycle", Unit::kDays, false}};
  std::sort(points_.begin(), points_.end(), [](const Point& one, const Point& two) {
    return std::tie(one.closed, one.ticket) < std::tie(two.closed, two.ticket);
  });
  const std::size_t step = (points_.size() + kMostPoints - 1) / kMostPoints;
  sampled = step > 1;
  for (std::size_t i = 0; i < points_.size(); i += step) {
    const Point& point = points_[i];
    table.rows.push_back(
        {{point.ticket.value(), instant_cell(point.closed), std::string(kanban::to_string(point.card_class)),
          milli_days(point.lead), point.cycle ? Cell{milli_days(*point.cycle)} : Cell{}},
         {}});
  }
  return table;
}

void ClosingTimes::finish(Report& report) && {
  Sums all;
  Table classes = classes_table(all);
  bool sampled = false;
  Table points = points_table(sampled);
  const std::size_t first = report.tables.size();
  Chart lead{ChartKind::kScatter, "lead", first + 2, 1, {3}, {}},
      cycle{ChartKind::kScatter, "cycle", first + 2, 1, {4}, {}};
  report.figures.push_back({"closed", Unit::kCount, classes.totals[1], {}});
  add_levels(report, lead, "lead", levels_of(all.leads));
  add_levels(report, cycle, "cycle", levels_of(all.cycles));
  report.figures.push_back({"efficiency", Unit::kShare, classes.totals[10], {}});
  report.charts.push_back(std::move(cycle));
  report.charts.push_back(std::move(lead));
  report.tables.push_back(std::move(classes));
  report.tables.push_back(stages_table());
  report.tables.push_back(std::move(points));
  if (sampled) report.notes.emplace_back("sampled");
  if (all.leads.empty()) report.notes.emplace_back("no_closed");
}

}  // namespace sd::reports
