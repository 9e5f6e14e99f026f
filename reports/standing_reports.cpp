// The flow reports of what stands: under a stopper, in work, forgotten.
#include <algorithm>

#include "reports/flow_reports.h"
#include "reports/last_updates.h"
#include "reports/rules/ageing.h"
#include "reports/rules/silence.h"
#include "reports/rules/stopped_time.h"

namespace sd::reports {
namespace {

Behind stops_behind(const std::vector<StopRow>& rows, std::int64_t count, FlowReading& reading) {
  Table table;
  table.key = "stops";
  table.columns = {{"ticket", Unit::kTicket, false},   {"stopper", Unit::kText, false},
                   {"company", Unit::kCompany, false}, {"assignee", Unit::kUser, false},
                   {"from", Unit::kInstant, false},    {"to", Unit::kInstant, false},
                   {"stopped", Unit::kMinutes, false}};
  for (const StopRow& row : rows) {
    const Clipped part = clipped(row, reading.days().begin(), reading.until());
    table.rows.push_back({{row.ticket.value(), reading.stoppers().of(row.stop.stopper), row.company.value(),
                           row.assignee.value(), instant_cell(row.stop.from), instant_cell(row.stop.to),
                           minutes_between(part.from, part.to)},
                          {}});
  }
  Behind behind;
  behind.tables.push_back(std::move(table));
  behind.count = count;
  return behind;
}

bool longer(const StopRow& one, const StopRow& two, const FlowReading& reading) {
  const auto length = [&](const StopRow& row) {
    const Clipped part = clipped(row, reading.days().begin(), reading.until());
    return part.to - part.from;
  };
  if (length(one) != length(two)) return length(one) > length(two);
  return std::pair(one.ticket, one.stop.from) < std::pair(two.ticket, two.stop.from);
}

Status tell_ageing(FlowReading& reading, Report& report) {
  Ageing ageing(reading.days(), reading.until());
  const Status read = reading.each_cycle([&](const CycleRow& row) { ageing.add(row); });
  if (!read) return read.error();
  const auto stops = reading.ports().flow.stops_of(reading.question().portal, ageing.open());
  if (!stops) return stops.error();
  for (const StopRow& row : *stops) ageing.add_stop(row);
  std::move(ageing).finish(report);
  return Done{};
}

Result<Behind> behind_ageing(FlowReading& reading, std::string_view row) {
  const Result<std::int64_t> stage = number_behind(row, "stage");
  if (!stage) return stage.error();
  return cards_behind(reading, [&](const CycleRow& one) {
    return one.cycle.work_since && !one.cycle.done_at && last_stay(one).stage.value() == *stage;
  });
}

Status tell_stoppers(FlowReading& reading, Report& report) {
  StoppedTime stopped(reading.days(), reading.until(), reading.stoppers());
  const Status read = reading.each_stop([&](const StopRow& row) { stopped.add(row); });
  if (!read) return read.error();
  std::move(stopped).finish(report);
  return Done{};
}

// "stopper:Ждём клиента", "company:9": the longest first.
Result<Behind> behind_stoppers(FlowReading& reading, std::string_view row) {
  const Result<std::string> stopper = text_behind(row, "stopper");
  const Result<std::int64_t> company = number_behind(row, "company");
  if (!stopper && !company) return company.error();
  const auto before = [&](const StopRow& one, const StopRow& two) { return longer(one, two, reading); };
  std::vector<StopRow> rows;
  std::int64_t count = 0;
  const auto keep_longest = [&] {
    std::sort(rows.begin(), rows.end(), before);
    if (rows.size() > kMostBehind) rows.erase(rows.begin() + kMostBehind, rows.end());
  };
  const Status read = reading.each_stop([&](const StopRow& one) {
    if (stopper ? reading.stoppers().of(one.stop.stopper) != *stopper : one.company.value() != *company)
      return;
    if (clipped(one, reading.days().begin(), reading.until()).empty()) return;
    ++count;
    rows.push_back(one);
    if (rows.size() >= 2 * kMostBehind) keep_longest();
  });
  if (!read) return read.error();
  keep_longest();
  return stops_behind(rows, count, reading);
}

Status tell_forgotten(FlowReading& reading, Report& report) {
  std::vector<CycleRow> rows;
  const Status read = reading.each_open([&](const CycleRow& row) { rows.push_back(row); });
  if (!read) return read.error();
  const Result<LastUpdates> updates = last_updates(reading, rows);
  if (!updates) return updates.error();
  Silence silence(reading.until());
  for (const CycleRow& row : rows) {
    const auto updated = updates->find(row.ticket);
    if (updated != updates->end()) silence.add(row, updated->second);
  }
  std::move(silence).finish(report);
  return Done{};
}

Result<Behind> behind_forgotten(FlowReading& reading, std::string_view row) {
  const Result<std::string> word = text_behind(row, "role");
  if (!word) return word.error();
  const auto role = kanban::role_from(*word);
  if (!role) return no_such_row();
  return cards_behind(
      reading, [&](const CycleRow& one) { return !one.cycle.done_at && last_stay(one).role == *role; });
}

}  // namespace

const FlowTelling kAgeingTelling{"ageing", tell_ageing, behind_ageing};
const FlowTelling kStoppersTelling{"stoppers", tell_stoppers, behind_stoppers};
const FlowTelling kForgottenTelling{"forgotten", tell_forgotten, behind_forgotten};

}  // namespace sd::reports
