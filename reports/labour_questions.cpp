#include "reports/labour_questions.h"

#include <algorithm>
#include <charconv>

#include "reports/rules/cells.h"

namespace sd::reports {
namespace {

Table records_table(const std::vector<LabourRecord>& records, const Zone& zone, bool cut) {
  Table table;
  table.key = "records";
  table.columns = {{"day", Unit::kDay, false},
                   {"employee", Unit::kUser, false},
                   {"ticket", Unit::kTicket, false},
                   {"spent", Unit::kMinutes, true}};
  std::vector<std::int64_t> seconds;
  seconds.reserve(records.size());
  for (const LabourRecord& record : records) seconds.push_back(record.seconds);
  const std::vector<std::int64_t> minutes = shared_out(seconds, 60);
  std::int64_t total = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const LabourRecord& record = records[i];
    table.rows.push_back(
        {{cell(zone.day_of(record.work_at)), record.user.value(), record.ticket.value(), minutes[i]}, ""});
    total += minutes[i];
  }
  if (!cut) table.totals = {Cell{}, Cell{}, Cell{}, total};
  return table;
}

}  // namespace

Result<LabourScope> scope_of(const ReportQuestion& question, PlanStore& plans) {
  auto excluded = plans.excluded(question.portal);
  if (!excluded) return excluded.error();
  return LabourScope{question.portal, question.groups, question.user, question.company,
                     std::move(excluded).value()};
}

bool is_excluded(const LabourScope& scope, UserId user) {
  return std::find(scope.excluded.begin(), scope.excluded.end(), user) != scope.excluded.end();
}

Result<std::vector<std::string>> common_notes(const ReportQuestion& question, const LabourScope& scope,
                                              LabourFacts& facts) {
  std::vector<std::string> notes;
  if (!question.every_group) notes.emplace_back("some_groups");
  for (const Period& month : steps_of(question.period, Step::kMonth)) {
    const TimePoint over = question.zone.instant(next_month(month.from));
    if (over > question.now) break;
    const auto changed =
        facts.changed_since(scope, begin_of(month, question.zone), end_of(month, question.zone), over);
    if (!changed) return changed.error();
    if (!*changed) continue;
    notes.emplace_back("closed_changed");
    break;
  }
  return notes;
}

Result<Behind> tasks_and_records(const LabourScope& scope, const Period& period, const Zone& zone,
                                 std::int64_t total, LabourFacts& facts) {
  const TimePoint from = begin_of(period, zone), to = end_of(period, zone);
  const auto spent = facts.by_ticket(scope, from, to);
  if (!spent) return spent.error();
  std::vector<TicketId> tickets;
  for (const TicketSeconds& one : *spent) {
    if (tickets.size() < kMostBehind) tickets.push_back(one.ticket);
  }
  const auto lines = facts.lines(scope, tickets);
  if (!lines) return lines.error();
  std::vector<LabourRecord> records;
  bool cut = false;
  const Status read = facts.each_record(scope, from, to, [&](const LabourRecord& record) {
    cut = records.size() == kMostBehind;
    if (!cut) records.push_back(record);
    return !cut;
  });
  if (!read) return read.error();
  return Behind{{tasks_table(*spent, *lines, total), records_table(records, zone, cut)},
                static_cast<std::int64_t>(spent->size())};
}

Error wrong_row() { return {ErrorKind::kInvalidArgument, "report.row", {}}; }

Result<std::int64_t> number_after(std::string_view prefix, std::string_view row) {
  if (!row.starts_with(prefix)) return wrong_row();
  row.remove_prefix(prefix.size());
  std::int64_t number = 0;
  const auto parsed = std::from_chars(row.data(), row.data() + row.size(), number);
  if (row.empty() || parsed.ec != std::errc{} || parsed.ptr != row.data() + row.size()) return wrong_row();
  return number;
}

}  // namespace sd::reports
