#include "extension/portal/labour.h"

#include <algorithm>

#include "extension/portal/chain.h"
#include "extension/portal/json_reading.h"
#include "extension/portal/tasks.h"

namespace sd::portal {
namespace {

using reports::LabourId;
using reports::LabourRecord;

Result<LabourRecord> decode_record(const json::value& row) {
  RowReader reader(row, "labour record");
  LabourRecord record;
  record.id = LabourId{reader.integer("ID")};
  record.ticket = TicketId{reader.integer("TASK_ID")};
  record.user = UserId{reader.integer_or("USER_ID", 0)};
  record.seconds = reader.integer_or("SECONDS", 0);
  record.work_at = reader.time("CREATED_DATE");  // for a manual entry the day the person chose
  record.created_at = reader.time_or_none("DATE_START").value_or(record.work_at);
  if (reader.error()) return *reader.error();
  return record;
}

// Appends one answer's records and returns how many they were.
Result<std::size_t> append_records(const json::value& result, std::vector<LabourRecord>& records) {
  if (is_empty(result)) return std::size_t{0};
  if (!result.is_array()) return shape_error("task.elapseditem.getlist: result is not a list");
  for (const json::value& row : result.get_array()) {
    auto record = decode_record(row);
    if (!record) return record.error();
    records.push_back(*record);
  }
  return result.get_array().size();
}

// A portal that does not know the form without a task says so as wrong arguments or as a forbidden action.
bool refuses_the_whole(const Error& error) {
  return error.code == "portal.refused" || error.code == "portal.denied" || error.code == "portal.not_found";
}

json::object whole_list(const json::value& after) {
  return {{"0", {{"ID", "asc"}}},
          {"1", {{">ID", after}}},
          {"2", {"*"}},
          {"3", {{"NAV_PARAMS", {{"nPageSize", kPageSize}, {"iNumPage", 1}}}}}};
}

json::object list_of(TicketId ticket) { return {{"TASKID", ticket.value()}, {"ORDER", {{"ID", "asc"}}}}; }

}  // namespace

Result<reports::LabourPage> LabourRest::list(PortalId portal, LabourId after, std::int64_t expected) {
  reports::LabourPage page;
  ChainedList list;
  list.method = "task.elapseditem.getlist";
  list.last_id = "[49][ID]";
  list.page = [](const json::value& above, bool) { return whole_list(above); };
  list.take = [&page](const json::value& result) -> Result<bool> {
    const std::size_t before = page.records.size();
    const auto count = append_records(result, page.records);
    if (!count) return count.error();
    for (std::size_t i = std::max<std::size_t>(before, 1); i < page.records.size(); ++i) {
      if (page.records[i].id <= page.records[i - 1].id) {
        return shape_error("task.elapseditem.getlist: ids do not ascend");
      }
    }
    return *count >= kPageSize;
  };
  const auto end = read_expected(caller_, kanban::background(portal), list, after.value(), expected);
  if (!end && refuses_the_whole(end.error())) {
    return Error{ErrorKind::kPermissionDenied, "labour.not_listed", end.error().detail};
  }
  if (!end) return end.error();
  // The portal that ignores the filter would be read for ever.
  if (!page.records.empty() && page.records.front().id <= after) {
    return Error{ErrorKind::kPermissionDenied, "labour.not_listed", "the filter by id is ignored"};
  }
  page.last = end->last;
  page.total = end->total;
  return page;
}

Result<std::vector<LabourRecord>> LabourRest::of_tickets(PortalId portal, std::span<const TicketId> tickets) {
  std::vector<LabourRecord> records;
  while (!tickets.empty()) {
    const auto some = tickets.first(std::min(tickets.size(), kBatchLimit));
    tickets = tickets.subspan(some.size());
    Batch batch;
    for (const TicketId ticket : some) {
      batch.add("t" + std::to_string(ticket.value()), "task.elapseditem.getlist", list_of(ticket));
    }
    const auto answer = run(caller_, kanban::background(portal), batch, Effect::kRead, false);
    if (!answer) return answer.error();
    for (const TicketId ticket : some) {
      const auto result = answer->result("t" + std::to_string(ticket.value()));
      if (!result && refuses_the_whole(result.error())) continue;  // gone, or not visible any more
      if (!result) return result.error();
      const auto count = append_records(**result, records);
      if (!count) return count.error();
    }
  }
  return records;
}

Result<reports::SpentPage> LabourRest::spent(PortalId portal, GroupId group, kanban::TicketShare share,
                                             TicketId after, std::int64_t expected) {
  return list_time_spent(caller_, kanban::background(portal), group_filter(group, share), after, expected);
}

}  // namespace sd::portal
