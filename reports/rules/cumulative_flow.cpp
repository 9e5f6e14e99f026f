#include "reports/rules/cumulative_flow.h"

namespace sd::reports {

using kanban::Role;

namespace {

constexpr std::array kRoles{Role::kIntake, Role::kTriage, Role::kQueue,
                            Role::kWork,   Role::kVerify, Role::kDone};

std::size_t place(Role role) { return static_cast<std::size_t>(role); }

}  // namespace

CumulativeFlow::CumulativeFlow(const Days& days) : days_(days) {
  for (auto& changes : changes_) changes.assign(days.count() + 1, 0);
}

void CumulativeFlow::count(std::size_t role, TimePoint from, std::optional<TimePoint> to) {
  ++changes_[role][days_.index_of(from)];
  if (to) --changes_[role][days_.index_of(*to)];
}

void CumulativeFlow::add(const CycleRow& row) {
  const kanban::FlowCycle& cycle = row.cycle;
  if (cycle.begin >= days_.end() || (cycle.done_at && *cycle.done_at < days_.begin())) return;
  for (std::size_t i = 0; i < cycle.stays.size(); ++i) {
    const std::optional<TimePoint> to =
        i + 1 < cycle.stays.size() ? std::optional(cycle.stays[i + 1].from) : cycle.done_at;
    count(place(cycle.stays[i].role), cycle.stays[i].from, to);
  }
  if (cycle.done_at) count(place(Role::kDone), *cycle.done_at, cycle.left_at);
}

void CumulativeFlow::finish(Report& report) && {
  Table table;
  table.key = "flow";
  table.columns.push_back({"day", Unit::kDay, false});
  for (const Role role : kRoles) {
    table.columns.push_back({std::string(kanban::to_string(role)), Unit::kCount, false});
  }
  std::array<std::int64_t, 6> standing{};
  for (std::size_t day = 0; day < days_.count(); ++day) {
    const Cell name = day_cell(days_.day(day));
    Row row{{name}, "day:" + std::to_string(std::get<std::int64_t>(name))};
    for (std::size_t role = 0; role < standing.size(); ++role) {
      row.cells.emplace_back(standing[role] += changes_[role][day]);
    }
    table.rows.push_back(std::move(row));
  }
  std::int64_t open = 0;
  for (std::size_t role = 0; role < place(Role::kDone); ++role) open += standing[role];
  report.figures.push_back({"open", Unit::kCount, open, {}});
  report.figures.push_back({"done", Unit::kCount, standing[place(Role::kDone)], {}});
  report.charts.push_back({ChartKind::kStackedArea, "flow", report.tables.size(), 0, {6, 5, 4, 3, 2, 1}, {}});
  report.tables.push_back(std::move(table));
}

bool counts_on(const CycleRow& row, TimePoint begin, TimePoint end) {
  const kanban::FlowCycle& cycle = row.cycle;
  if (cycle.begin >= end) return false;
  if (!cycle.done_at || *cycle.done_at >= end) return true;
  return *cycle.done_at >= begin && (!cycle.left_at || *cycle.left_at >= end);
}

Role role_before(const CycleRow& row, TimePoint end) {
  const kanban::FlowCycle& cycle = row.cycle;
  if (cycle.done_at && *cycle.done_at < end) return Role::kDone;
  Role role = Role::kIntake;
  for (const kanban::FlowStay& stay : cycle.stays) {
    if (stay.from >= end) break;
    role = stay.role;
  }
  return role;
}

}  // namespace sd::reports
