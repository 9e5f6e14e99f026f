#include "reports/rules/standing_board.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "reports/rules/ageing.h"

namespace sd::reports {

using kanban::Role;

void StandingBoard::add(const CycleRow& row, TimePoint updated) {
  places_[row.ticket] = lines_.size();
  lines_.push_back({row, std::min(updated, until_), {}});
}

void StandingBoard::add_stopper(TicketId ticket, const std::string& stopper) {
  const auto place = places_.find(ticket);
  if (place != places_.end()) lines_[place->second].stopper = stoppers_.of(stopper);
}

Table StandingBoard::stages_table() const {
  struct Sums {
    std::int64_t cards = 0, stopped = 0;
  };
  std::map<std::pair<Role, StageId>, Sums> stages;
  for (const Line& line : lines_) {
    const kanban::FlowStay stay = last_stay(line.row);
    Sums& sums = stages[{stay.role, stay.stage}];
    ++sums.cards;
    sums.stopped += line.stopper.empty() ? 0 : 1;
  }
  Table table;
  table.key = "stages";
  table.columns = {{"stage", Unit::kStage, false},
                   {"role", Unit::kRole, false},
                   {"cards", Unit::kCount, true},
                   {"under_stopper", Unit::kCount, true}};
  Sums all;
  for (const auto& [stage, sums] : stages) {
    table.rows.push_back(
        {{stage.second.value(), std::string(kanban::to_string(stage.first)), sums.cards, sums.stopped},
         "stage:" + std::to_string(stage.second.value())});
    all.cards += sums.cards;
    all.stopped += sums.stopped;
  }
  table.totals = {Cell{}, Cell{}, all.cards, all.stopped};
  return table;
}

Table StandingBoard::stoppers_table() const {
  std::map<std::string, std::int64_t> counts;
  for (const Line& line : lines_) {
    if (!line.stopper.empty()) ++counts[line.stopper];
  }
  std::vector<std::pair<std::string, std::int64_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& one, const auto& two) { return one.second > two.second; });
  Table table;
  table.key = "stoppers";
  table.columns = {{"stopper", Unit::kText, false}, {"cards", Unit::kCount, true}};
  std::int64_t all = 0;
  for (const auto& [stopper, cards] : sorted) {
    table.rows.push_back({{stopper, cards}, "stopper:" + stopper});
    all += cards;
  }
  table.totals = {Cell{}, all};
  return table;
}

Table StandingBoard::cards_table(bool& cut) {
  const auto place = [](const Line& line) {
    const kanban::FlowStay stay = last_stay(line.row);
    return std::tuple(stay.role, stay.stage, stay.from, line.row.ticket);
  };
  std::sort(lines_.begin(), lines_.end(),
            [&](const Line& one, const Line& two) { return place(one) < place(two); });
  cut = lines_.size() > kMostCards;
  Table table;
  table.key = "cards";
  table.columns = {{"ticket", Unit::kTicket, false},   {"stage", Unit::kStage, false},
                   {"entered", Unit::kInstant, false}, {"class", Unit::kClass, false},
                   {"type", Unit::kText, false},       {"company", Unit::kCompany, false},
                   {"assignee", Unit::kUser, false},   {"age", Unit::kDays, false},
                   {"silent", Unit::kDays, false},     {"stopper", Unit::kText, false}};
  for (std::size_t i = 0; i < std::min(lines_.size(), kMostCards); ++i) {
    const Line& line = lines_[i];
    const kanban::FlowCycle& cycle = line.row.cycle;
    const kanban::FlowStay stay = last_stay(line.row);
    table.rows.push_back(
        {{line.row.ticket.value(), stay.stage.value(), instant_cell(stay.from),
          std::string(kanban::to_string(cycle.card_class)), types_.of(cycle.type), line.row.company.value(),
          line.row.assignee.value(), cycle.work_since ? Cell{milli_days(until_ - *cycle.work_since)} : Cell{},
          milli_days(until_ - line.updated), line.stopper},
         {}});
  }
  return table;
}

void StandingBoard::finish(Report& report) && {
  bool cut = false;
  Table stages = stages_table();
  const auto in_work = std::count_if(
      lines_.begin(), lines_.end(), [](const Line& line) { return last_stay(line.row).role == Role::kWork; });
  report.figures.push_back({"open", Unit::kCount, stages.totals[2], {}});
  report.figures.push_back({"in_work", Unit::kCount, std::int64_t{in_work}, {}});
  report.figures.push_back({"under_stopper", Unit::kCount, stages.totals[3], {}});
  report.charts.push_back({ChartKind::kBars, "stages", report.tables.size(), 0, {2, 3}, {}});
  report.tables.push_back(std::move(stages));
  report.tables.push_back(stoppers_table());
  report.tables.push_back(cards_table(cut));
  if (lines_.empty()) report.notes.emplace_back("no_open");
  if (cut) report.notes.emplace_back("cut");
}

}  // namespace sd::reports
