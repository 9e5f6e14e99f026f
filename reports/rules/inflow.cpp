#include "reports/rules/inflow.h"

#include <algorithm>

namespace sd::reports {

using kanban::CardClass;

Inflow::Kind& Inflow::Kind::operator+=(const Kind& other) {
  in += other.in;
  out += other.out;
  open += other.open;
  return *this;
}

Inflow::Inflow(const Days& days, Titles& types) : days_(days), types_(types), by_day_(days.count()) {}

void Inflow::add(const CycleRow& row) {
  const kanban::FlowCycle& cycle = row.cycle;
  Kind kind;
  if (days_.contains(cycle.begin)) {
    kind.in = 1;
    Day& day = by_day_[days_.index_of(cycle.begin)];
    ++(cycle.number == 1 ? day.created : day.reopened);
  }
  if (cycle.done_at && days_.contains(*cycle.done_at)) {
    kind.out = 1;
    ++by_day_[days_.index_of(*cycle.done_at)].out;
  }
  if (cycle.begin < days_.end() && (!cycle.done_at || *cycle.done_at >= days_.end())) kind.open = 1;
  if (kind.in + kind.out + kind.open == 0) return;
  by_class_[static_cast<std::size_t>(cycle.card_class)] += kind;
  by_type_[types_.of(cycle.type)] += kind;
}

Table Inflow::days_table() const {
  Table table;
  table.key = "days";
  table.columns = {{"day", Unit::kDay, false},
                   {"created", Unit::kCount, true},
                   {"reopened", Unit::kCount, true},
                   {"inflow", Unit::kCount, true},
                   {"outflow", Unit::kCount, true}};
  Day all;
  for (std::size_t i = 0; i < by_day_.size(); ++i) {
    const Day& day = by_day_[i];
    const Cell name = day_cell(days_.day(i));
    table.rows.push_back({{name, day.created, day.reopened, day.created + day.reopened, day.out},
                          "day:" + std::to_string(std::get<std::int64_t>(name))});
    all.created += day.created;
    all.reopened += day.reopened;
    all.out += day.out;
  }
  table.totals = {Cell{}, all.created, all.reopened, all.created + all.reopened, all.out};
  return table;
}

Table Inflow::kinds_table(const char* key, Column first,
                          const std::vector<std::pair<std::string, Kind>>& kinds, const std::string& behind) {
  Table table;
  table.key = key;
  table.columns = {std::move(first),
                   {"inflow", Unit::kCount, true},
                   {"outflow", Unit::kCount, true},
                   {"open", Unit::kCount, true}};
  Kind all;
  for (const auto& [name, kind] : kinds) {
    table.rows.push_back({{name, kind.in, kind.out, kind.open}, behind + name});
    all += kind;
  }
  table.totals = {Cell{}, all.in, all.out, all.open};
  return table;
}

void Inflow::finish(Report& report) && {
  std::vector<std::pair<std::string, Kind>> classes, types(by_type_.begin(), by_type_.end());
  for (const CardClass one : {CardClass::kIncident, CardClass::kChange, CardClass::kService}) {
    classes.emplace_back(kanban::to_string(one), by_class_[static_cast<std::size_t>(one)]);
  }
  std::stable_sort(types.begin(), types.end(), [](const auto& one, const auto& two) {
    return one.second.in + one.second.out > two.second.in + two.second.out;
  });
  Table days = days_table();
  Table by_class = kinds_table("classes", {"class", Unit::kClass, false}, classes, "class:");
  Table by_type = kinds_table("types", {"type", Unit::kText, false}, types, "type:");

  report.figures.push_back({"inflow", Unit::kCount, days.totals[3], {}});
  report.figures.push_back({"outflow", Unit::kCount, days.totals[4], {}});
  report.figures.push_back({"open", Unit::kCount, by_class.totals[3], {}});
  const std::size_t first = report.tables.size();
  report.charts.push_back({ChartKind::kBars, "inflow", first, 0, {3, 4}, {}});
  report.charts.push_back({ChartKind::kBars, "classes", first + 1, 0, {1, 2}, {}});
  report.charts.push_back({ChartKind::kBars, "types", first + 2, 0, {1, 2}, {}});
  report.tables.push_back(std::move(days));
  report.tables.push_back(std::move(by_class));
  report.tables.push_back(std::move(by_type));
}

}  // namespace sd::reports
