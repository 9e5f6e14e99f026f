#include "reports/rules/silence.h"

#include <algorithm>
#include <tuple>

#include "reports/rules/ageing.h"
#include "reports/rules/percentile.h"

namespace sd::reports {

using kanban::Role;

namespace {

constexpr std::array kBands{std::chrono::days{1}, std::chrono::days{3}, std::chrono::days{7},
                            std::chrono::days{30}};
constexpr std::array kOpenRoles{Role::kIntake, Role::kTriage, Role::kQueue, Role::kWork, Role::kVerify};

}  // namespace

void Silence::add(const CycleRow& row, TimePoint updated) {
  const kanban::FlowStay stay = last_stay(row);
  lines_.push_back({std::min(updated, until_), row.ticket, stay.stage, stay.role, row.cycle.card_class,
                    row.company, row.assignee});
}

Table Silence::roles_table() const {
  std::array<std::array<std::int64_t, kBands.size() + 2>, kOpenRoles.size()> counts{};
  for (const Line& line : lines_) {
    const auto band = std::find_if(kBands.begin(), kBands.end(),
                                   [&](std::chrono::days most) { return until_ - line.updated <= most; });
    auto& of_role = counts[static_cast<std::size_t>(line.role)];
    ++of_role[0];
    ++of_role[1 + static_cast<std::size_t>(band - kBands.begin())];
  }
  Table table;
  table.key = "roles";
  table.columns = {{"role", Unit::kRole, false},     {"cards", Unit::kCount, true},
                   {"lu_day", Unit::kCount, true},   {"lu_three", Unit::kCount, true},
                   {"lu_week", Unit::kCount, true},  {"lu_month", Unit::kCount, true},
                   {"lu_longer", Unit::kCount, true}};
  std::array<std::int64_t, kBands.size() + 2> all{};
  for (const Role role : kOpenRoles) {
    const std::string name(kanban::to_string(role));
    Row row{{name}, "role:" + name};
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::int64_t count = counts[static_cast<std::size_t>(role)][i];
      row.cells.emplace_back(count);
      all[i] += count;
    }
    table.rows.push_back(std::move(row));
  }
  table.totals.emplace_back();
  for (const std::int64_t count : all) table.totals.emplace_back(count);
  return table;
}

Table Silence::cards_table(bool& cut) {
  std::sort(lines_.begin(), lines_.end(), [](const Line& one, const Line& two) {
    return std::tie(one.updated, one.ticket) < std::tie(two.updated, two.ticket);
  });
  cut = lines_.size() > kMostCards;
  Table table;
  table.key = "cards";
  table.columns = {{"ticket", Unit::kTicket, false}, {"stage", Unit::kStage, false},
                   {"class", Unit::kClass, false},   {"company", Unit::kCompany, false},
                   {"assignee", Unit::kUser, false}, {"updated", Unit::kInstant, false},
                   {"silent", Unit::kDays, false}};
  for (std::size_t i = 0; i < std::min(lines_.size(), kMostCards); ++i) {
    const Line& line = lines_[i];
    table.rows.push_back(
        {{line.ticket.value(), line.stage.value(), std::string(kanban::to_string(line.card_class)),
          line.company.value(), line.assignee.value(), instant_cell(line.updated),
          milli_days(until_ - line.updated)},
         {}});
  }
  return table;
}

void Silence::finish(Report& report) && {
  bool cut = false;
  Table roles = roles_table();
  Table cards = cards_table(cut);
  std::vector<std::int64_t> silences;
  silences.reserve(lines_.size());
  for (const Line& line : lines_) silences.push_back((until_ - line.updated).count());
  std::sort(silences.begin(), silences.end());
  const auto median = percentile(silences, 50);
  report.figures.push_back({"open", Unit::kCount, roles.totals[1], {}});
  report.figures.push_back({"silent_week",
                            Unit::kCount,
                            std::get<std::int64_t>(roles.totals[5]) + std::get<std::int64_t>(roles.totals[6]),
                            {}});
  report.figures.push_back({"lu_p50", Unit::kDays, median ? Cell{milli_days(Millis{*median})} : Cell{}, {}});
  report.charts.push_back({ChartKind::kBars, "silence", report.tables.size(), 0, {2, 3, 4, 5, 6}, {}});
  report.tables.push_back(std::move(roles));
  report.tables.push_back(std::move(cards));
  if (lines_.empty()) report.notes.emplace_back("no_open");
  if (cut) report.notes.emplace_back("cut");
}

}  // namespace sd::reports
