// The flow reports of what stands: under a stopper, in work, forgotten.
#include <algorithm>
#include <unordered_map>

#include "kanban/group_contexts.h"
#include "kanban/rules/as_of.h"
#include "reports/flow_reports.h"
#include "reports/rules/ageing.h"
#include "reports/rules/silence.h"
#include "reports/rules/stopped_time.h"

namespace sd::reports {
namespace {

using Updates = std::unordered_map<TicketId, TimePoint>;

// LU at an instant of the past, from the journals.
Result<Updates> updates_at(FlowReading& reading, const std::vector<CycleRow>& rows) {
  const PortalId portal = reading.question().portal;
  const auto groups = kanban::GroupContexts::load(reading.ports().cards, reading.ports().settings, portal);
  if (!groups) return groups.error();
  std::vector<TicketId> tickets;
  for (const CycleRow& row : rows) tickets.push_back(row.ticket);
  const auto journals = reading.ports().cards.journals(portal, tickets);
  if (!journals) return journals.error();
  const kanban::Clients nobody;
  Updates updates;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const kanban::GroupContext* group = groups->find(rows[i].group);
    if (!group) continue;
    const kanban::CardAsOf then = kanban::as_of((*journals)[i], group->view(nobody), reading.known());
    if (then.exists) updates.emplace(rows[i].ticket, then.last_update_at);
  }
  return updates;
}

Result<Updates> updates_now(FlowReading& reading, const std::vector<CycleRow>& rows) {
  std::vector<TicketId> tickets;
  for (const CycleRow& row : rows) tickets.push_back(row.ticket);
  const auto found = reading.ports().flow.last_updates(reading.question().portal, tickets);
  if (!found) return found.error();
  return Updates(found->begin(), found->end());
}

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

}  // namespace

Result<Report> AgeingReport::make(const ReportQuestion& question) {
  Result<FlowReading> reading = FlowReading::open(ports_, question);
  if (!reading) return reading.error();
  Result<Report> report = reading->begin("ageing");
  if (!report) return report;
  Ageing ageing(reading->days(), reading->until());
  const Status read = reading->each_cycle([&](const CycleRow& row) { ageing.add(row); });
  if (!read) return read.error();
  const auto stops = ports_.flow.stops_of(question.portal, ageing.open());
  if (!stops) return stops.error();
  for (const StopRow& row : *stops) ageing.add_stop(row);
  std::move(ageing).finish(*report);
  return report;
}

Result<Behind> AgeingReport::behind(const ReportQuestion& question, std::string_view row) {
  const Result<std::int64_t> stage = number_behind(row, "stage");
  if (!stage) return stage.error();
  return cards_behind(question, [&](FlowReading&, const CycleRow& one) {
    return one.cycle.work_since && !one.cycle.done_at && last_stay(one).stage.value() == *stage;
  });
}

Result<Report> StoppersReport::make(const ReportQuestion& question) {
  Result<FlowReading> reading = FlowReading::open(ports_, question);
  if (!reading) return reading.error();
  Result<Report> report = reading->begin("stoppers");
  if (!report) return report;
  StoppedTime stopped(reading->days(), reading->until(), reading->stoppers());
  const Status read = reading->each_stop([&](const StopRow& row) { stopped.add(row); });
  if (!read) return read.error();
  std::move(stopped).finish(*report);
  return report;
}

// "stopper:Ждём клиента", "company:9": the longest first.
Result<Behind> StoppersReport::behind(const ReportQuestion& question, std::string_view row) {
  const Result<std::string> stopper = text_behind(row, "stopper");
  const Result<std::int64_t> company = number_behind(row, "company");
  if (!stopper && !company) return company.error();
  Result<FlowReading> reading = FlowReading::open(ports_, question);
  if (!reading) return reading.error();
  const auto before = [&](const StopRow& one, const StopRow& two) { return longer(one, two, *reading); };
  std::vector<StopRow> rows;
  std::int64_t count = 0;
  const auto keep_longest = [&] {
    std::sort(rows.begin(), rows.end(), before);
    if (rows.size() > kMostBehind) rows.erase(rows.begin() + kMostBehind, rows.end());
  };
  const Status read = reading->each_stop([&](const StopRow& one) {
    if (stopper ? reading->stoppers().of(one.stop.stopper) != *stopper : one.company.value() != *company)
      return;
    if (clipped(one, reading->days().begin(), reading->until()).empty()) return;
    ++count;
    rows.push_back(one);
    if (rows.size() >= 2 * kMostBehind) keep_longest();
  });
  if (!read) return read.error();
  keep_longest();
  return stops_behind(rows, count, *reading);
}

Result<Report> ForgottenReport::make(const ReportQuestion& question) {
  Result<FlowReading> reading = FlowReading::open(ports_, question);
  if (!reading) return reading.error();
  Result<Report> report = reading->begin("forgotten");
  if (!report) return report;
  std::vector<CycleRow> rows;
  const Status read = reading->each_open([&](const CycleRow& row) { rows.push_back(row); });
  if (!read) return read.error();
  const Result<Updates> updates =
      reading->until_now() ? updates_now(*reading, rows) : updates_at(*reading, rows);
  if (!updates) return updates.error();
  Silence silence(reading->until());
  for (const CycleRow& row : rows) {
    const auto updated = updates->find(row.ticket);
    if (updated != updates->end()) silence.add(row, updated->second);
  }
  std::move(silence).finish(*report);
  return report;
}

Result<Behind> ForgottenReport::behind(const ReportQuestion& question, std::string_view row) {
  const Result<std::string> word = text_behind(row, "role");
  if (!word) return word.error();
  const auto role = kanban::role_from(*word);
  if (!role) return no_such_row();
  return cards_behind(question, [&](FlowReading&, const CycleRow& one) {
    return !one.cycle.done_at && last_stay(one).role == *role;
  });
}

}  // namespace sd::reports
