#include "reports/flow_reading.h"

#include <algorithm>
#include <charconv>

#include "kanban/group_contexts.h"

namespace sd::reports {
namespace {

FlowFilter filter_of(const ReportQuestion& question, std::vector<UserId> left_out) {
  FlowFilter filter;
  if (!question.card_class.empty()) filter.card_class = kanban::class_from(question.card_class);
  if (!question.type.empty()) filter.type = question.type;
  filter.company = question.company;
  filter.assignee = question.user;
  filter.left_out = std::move(left_out);
  return filter;
}

}  // namespace

FlowReading::FlowReading(FlowPorts ports, const ReportQuestion& question, FlowFilter filter,
                         kanban::Dictionary types, kanban::Dictionary stoppers)
    : ports_(ports),
      question_(&question),
      filter_(std::move(filter)),
      types_(std::move(types)),
      stoppers_(std::move(stoppers)),
      days_(question.period, question.zone, question.now) {}

Result<FlowReading> FlowReading::open(FlowPorts ports, const ReportQuestion& question) {
  Result<std::vector<UserId>> left_out = ports.plans.excluded(question.portal);
  if (!left_out) return left_out.error();
  Result<kanban::Dictionary> types =
      kanban::load_dictionary(ports.settings, question.portal, kanban::DictionaryKind::kType);
  if (!types) return types.error();
  Result<kanban::Dictionary> stoppers =
      kanban::load_dictionary(ports.settings, question.portal, kanban::DictionaryKind::kStopper);
  if (!stoppers) return stoppers.error();
  return FlowReading(ports, question, filter_of(question, std::move(left_out).value()),
                     std::move(types).value(), std::move(stoppers).value());
}

Result<Report> FlowReading::begin(const std::string& name) const {
  Report report;
  report.name = name;
  report.period = question_->period;
  report.computed_at = question_->now;
  const Result<FlowState> state = ports_.flow.state(question_->portal, question_->groups);
  if (!state) return state.error();
  if (state->rebuilding) report.notes.emplace_back("rebuilding");
  if (state->unread > 0) report.notes.emplace_back("history_unread");
  if (days_.empty()) report.notes.emplace_back("future");
  return report;
}

Status FlowReading::each_cycle_from(TimePoint from, const FlowStore::TakeCycle& take) {
  return ports_.flow.each_cycle(question_->portal, question_->groups, from, known() + Millis{1},
                                [&](CycleRow& row) {
                                  if (passes(filter_, row, types_) && as_it_was(row, known())) take(row);
                                });
}

Status FlowReading::each_cycle(const FlowStore::TakeCycle& take) {
  return each_cycle_from(days_.begin(), take);
}

Status FlowReading::each_open(const FlowStore::TakeCycle& take) {
  return each_cycle_from(known(), [&](CycleRow& row) {
    if (!row.cycle.done_at) take(row);
  });
}

Status FlowReading::each_stop(const FlowStore::TakeStop& take) {
  return ports_.flow.each_stop(question_->portal, question_->groups, days_.begin(), known() + Millis{1},
                               [&](StopRow& row) {
                                 if (passes(filter_, row, types_) && as_it_was(row, known())) take(row);
                               });
}

Error no_such_row() { return {ErrorKind::kInvalidArgument, "report.row", {}}; }

Result<std::string> text_behind(std::string_view row, std::string_view name) {
  if (!row.starts_with(name) || row.substr(name.size(), 1) != ":") return no_such_row();
  return std::string(row.substr(name.size() + 1));
}

Result<std::int64_t> number_behind(std::string_view row, std::string_view name) {
  const Result<std::string> text = text_behind(row, name);
  if (!text) return text.error();
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (failed != std::errc{} || end != text->data() + text->size()) return no_such_row();
  return number;
}

void CardsBehind::add(const CycleRow& row, Titles& types) {
  ++count_;
  const kanban::FlowCycle& cycle = row.cycle;
  Row cells;
  cells.cells = {
      row.ticket.value(),
      std::string(kanban::to_string(cycle.card_class)),
      types.of(cycle.type),
      row.company.value(),
      row.assignee.value(),
      instant_cell(cycle.begin),
      instant_cell(cycle.work_since),
      instant_cell(cycle.done_at),
      cycle.done_at ? Cell{milli_days(*cycle.done_at - cycle.begin)} : Cell{},
      cycle.done_at && cycle.work_since ? Cell{milli_days(*cycle.done_at - *cycle.work_since)} : Cell{}};
  lines_.push_back({cycle.begin, std::move(cells)});
  if (lines_.size() >= 2 * kMostBehind) keep_newest();
}

void CardsBehind::keep_newest() {
  std::sort(lines_.begin(), lines_.end(), [](const Line& one, const Line& two) {
    if (one.begin != two.begin) return one.begin > two.begin;
    return std::get<std::int64_t>(one.row.cells[0]) > std::get<std::int64_t>(two.row.cells[0]);
  });
  if (lines_.size() > kMostBehind) lines_.erase(lines_.begin() + kMostBehind, lines_.end());
}

Behind CardsBehind::finish() && {
  keep_newest();
  Table table;
  table.key = "cards";
  table.columns = {{"ticket", Unit::kTicket, false},      {"class", Unit::kClass, false},
                   {"type", Unit::kText, false},          {"company", Unit::kCompany, false},
                   {"assignee", Unit::kUser, false},      {"begun", Unit::kInstant, false},
                   {"work_since", Unit::kInstant, false}, {"closed", Unit::kInstant, false},
                   {"lead", Unit::kDays, false},          {"cycle", Unit::kDays, false}};
  for (Line& line : lines_) table.rows.push_back(std::move(line.row));
  Behind behind;
  behind.tables.push_back(std::move(table));
  behind.count = count_;
  return behind;
}

}  // namespace sd::reports
