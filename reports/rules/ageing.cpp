#include "reports/rules/ageing.h"

#include <algorithm>
#include <tuple>

#include "reports/rules/percentile.h"

namespace sd::reports {

kanban::FlowStay last_stay(const CycleRow& row) {
  return row.cycle.stays.empty() ? kanban::FlowStay{} : row.cycle.stays.back();
}

void Ageing::add(const CycleRow& row) {
  const kanban::FlowCycle& cycle = row.cycle;
  if (!cycle.work_since) return;
  if (!cycle.done_at) {
    places_[row.ticket] = open_.size();
    open_.push_back({row, 0});
  } else if (days_.contains(*cycle.done_at)) {
    closed_.push_back((*cycle.done_at - *cycle.work_since).count());
  }
}

std::vector<TicketId> Ageing::open() const {
  std::vector<TicketId> tickets;
  tickets.reserve(open_.size());
  for (const Open& one : open_) tickets.push_back(one.row.ticket);
  std::sort(tickets.begin(), tickets.end());
  return tickets;
}

void Ageing::add_stop(const StopRow& row) {
  const auto place = places_.find(row.ticket);
  if (place == places_.end()) return;
  Open& one = open_[place->second];
  const TimePoint from = std::max(row.stop.from, *one.row.cycle.work_since);
  const TimePoint to = std::min(row.stop.to.value_or(until_), until_);
  if (from < to) one.stopped_minutes += minutes_between(from, to);
}

Table Ageing::stages_table(const std::vector<std::int64_t>& levels) const {
  std::map<StageId, Bands> stages;
  for (const Open& one : open_) {
    const kanban::FlowStay stay = last_stay(one.row);
    Bands& bands = stages[stay.stage];
    bands.role = stay.role;
    ++bands.cards;
    if (levels.empty()) continue;
    const std::int64_t it = age(one).count();
    ++(it <= levels[0]   ? bands.to_p50
       : it <= levels[1] ? bands.to_p85
       : it <= levels[2] ? bands.to_p95
                         : bands.above);
  }
  Table table;
  table.key = "stages";
  table.columns = {{"stage", Unit::kStage, false}, {"role", Unit::kRole, false},
                   {"cards", Unit::kCount, true},  {"to_p50", Unit::kCount, true},
                   {"to_p85", Unit::kCount, true}, {"to_p95", Unit::kCount, true},
                   {"above", Unit::kCount, true}};
  std::vector<std::pair<StageId, Bands>> lines(stages.begin(), stages.end());
  std::sort(lines.begin(), lines.end(), [](const auto& one, const auto& two) {
    return std::tie(one.second.role, one.first) < std::tie(two.second.role, two.first);
  });
  Bands all;
  for (const auto& [id, bands] : lines) {
    table.rows.push_back({{id.value(), std::string(kanban::to_string(bands.role)), bands.cards, bands.to_p50,
                           bands.to_p85, bands.to_p95, bands.above},
                          "stage:" + std::to_string(id.value())});
    all.cards += bands.cards;
    all.to_p50 += bands.to_p50;
    all.to_p85 += bands.to_p85;
    all.to_p95 += bands.to_p95;
    all.above += bands.above;
  }
  table.totals = {Cell{}, Cell{}, all.cards, all.to_p50, all.to_p85, all.to_p95, all.above};
  return table;
}

Table Ageing::cards_table(const std::vector<std::int64_t>& levels, bool& cut) {
  std::sort(open_.begin(), open_.end(), [](const Open& one, const Open& two) {
    return std::tie(*one.row.cycle.work_since, one.row.ticket) <
           std::tie(*two.row.cycle.work_since, two.row.ticket);
  });
  cut = open_.size() > kMostCards;
  Table table;
  table.key = "cards";
  table.columns = {{"ticket", Unit::kTicket, false},    {"stage", Unit::kStage, false},
                   {"class", Unit::kClass, false},      {"company", Unit::kCompany, false},
                   {"assignee", Unit::kUser, false},    {"work_since", Unit::kInstant, false},
                   {"age", Unit::kDays, false},         {"stopped", Unit::kMinutes, false},
                   {"against_p85", Unit::kShare, false}};
  for (std::size_t i = 0; i < std::min(open_.size(), kMostCards); ++i) {
    const Open& one = open_[i];
    const Cell against = levels.empty() ? Cell{} : share_of(age(one).count() / 1'000, levels[1] / 1'000);
    table.rows.push_back({{one.row.ticket.value(), last_stay(one.row).stage.value(),
                           std::string(kanban::to_string(one.row.cycle.card_class)), one.row.company.value(),
                           one.row.assignee.value(), instant_cell(one.row.cycle.work_since),
                           milli_days(age(one)), one.stopped_minutes, against},
                          {}});
  }
  return table;
}

void Ageing::finish(Report& report) && {
  std::sort(closed_.begin(), closed_.end());
  std::vector<std::int64_t> levels;
  for (const int p : {50, 85, 95}) {
    if (const auto level = percentile(closed_, p)) levels.push_back(*level);
  }
  bool cut = false;
  Table stages = stages_table(levels);
  Table cards = cards_table(levels, cut);
  report.figures.push_back({"ageing", Unit::kCount, stages.totals[2], {}});
  Cell above;
  if (!levels.empty()) {
    above = std::get<std::int64_t>(stages.totals[5]) + std::get<std::int64_t>(stages.totals[6]);
  }
  report.figures.push_back({"above_p85", Unit::kCount, above, {}});
  Chart chart{ChartKind::kScatter, "ageing", report.tables.size() + 1, 1, {6}, {}};
  const char* const names[] = {"p50", "p85", "p95"};
  for (std::size_t i = 0; i < 3; ++i) {
    const Cell level = levels.empty() ? Cell{} : Cell{milli_days(Millis{levels[i]})};
    report.figures.push_back({std::string("cycle_") + names[i], Unit::kDays, level, {}});
    if (!levels.empty()) chart.lines.push_back({names[i], milli_days(Millis{levels[i]})});
  }
  report.charts.push_back(std::move(chart));
  report.tables.push_back(std::move(stages));
  report.tables.push_back(std::move(cards));
  if (levels.empty()) report.notes.emplace_back("no_closed");
  if (open_.empty()) report.notes.emplace_back("no_ageing");
  if (cut) report.notes.emplace_back("cut");
}

}  // namespace sd::reports
