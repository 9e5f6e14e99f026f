#include "extension/portal/offline_queue_rest.h"

#include <algorithm>
#include <cctype>

#include "extension/core/iso_time.h"
#include "extension/portal/app.h"
#include "extension/portal/batch.h"
#include "extension/portal/json_reading.h"

namespace sd::portal {
namespace {

using webhooks::QueueBatch;
using webhooks::QueueLeftovers;
using webhooks::QueueRow;

constexpr std::int64_t kListedAtMost = 10'000;  // rows looked through for reserved ones
constexpr int kDeepest = 6;                     // of an event's data

const char* const kGet = "event.offline.get";
const char* const kClear = "event.offline.clear";
const char* const kList = "event.offline.list";

// {"FIELDS_AFTER": {"ID": 8017}} as {"data[FIELDS_AFTER][ID]": "8017"}.
void flatten(const json::value& value, const std::string& name, int depth, QueueRow& row) {
  const json::object* members = value.if_object();
  if (members == nullptr) {
    if (!value.is_array()) row.data.emplace(name, to_text(value));
    return;
  }
  if (depth == kDeepest) return;
  for (const auto& entry : *members) {
    flatten(entry.value(), name + "[" + std::string(entry.key()) + "]", depth + 1, row);
  }
}

QueueRow decode_row(const json::value& item) {
  QueueRow row;
  RowReader reader(item, "offline");
  row.number = reader.integer_or("ID", 0);
  row.event = reader.text("EVENT_NAME").substr(0, 64);
  std::transform(row.event.begin(), row.event.end(), row.event.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  row.message_id = reader.text("MESSAGE_ID").substr(0, 64);
  row.changed_at = reader.time_or_none("TIMESTAMP_X").value_or(TimePoint{});
  if (reader.error()) row.number = 0;
  if (const json::value* data = member(item, "EVENT_DATA")) flatten(*data, "data", 0, row);
  return row;
}

json::object clear_query(const QueueBatch& batch) {
  json::object query{{"process_id", batch.process}};
  const bool named =
      std::all_of(batch.rows.begin(), batch.rows.end(), [](const QueueRow& row) { return row.has_key(); });
  if (!named) return query;
  json::array& messages = query["message_id"].emplace_array();
  for (const QueueRow& row : batch.rows) messages.emplace_back(row.message_id);
  return query;
}

json::object get_query(std::size_t limit, bool failed) {
  json::object query{{"clear", 0}, {"limit", static_cast<std::int64_t>(limit)}};
  if (failed) query["error"] = 1;
  return query;
}

}  // namespace

Result<QueueBatch> decode_queue_batch(const json::value& result) {
  QueueBatch batch;
  if (const json::value* process = member(result, "process_id")) batch.process = to_text(*process);
  const json::value* events = member(result, "events");
  if (events == nullptr || !events->is_array()) {
    return shape_error("event.offline.get: result.events is not a list");
  }
  for (const json::value& item : events->get_array()) batch.rows.push_back(decode_row(item));
  return batch;
}

// The refusal has a code of its own; where a portal answers another one, its list of features tells.
Error OfflineQueueRest::without_licence(PortalId portal, Error refusal) {
  const bool refused = refusal.code == "portal.denied" || refusal.code == "portal.refused";
  if (!refused) return refusal;
  const auto licensed = ask_feature(caller_, kanban::background(portal), "rest_offline_extended");
  if (licensed && !*licensed) refusal.code = "portal.unlicensed";
  return refusal;
}

Result<QueueBatch> OfflineQueueRest::reserve(PortalId portal, std::size_t limit, bool failed,
                                             const QueueBatch* cleared) {
  // A write: sent again after a lost answer it would reserve other rows.
  if (cleared == nullptr) {
    const auto answer =
        caller_.call(kanban::background(portal), {kGet, get_query(limit, failed), Effect::kWrite});
    if (!answer) return without_licence(portal, answer.error());
    return decode_queue_batch(answer->result);
  }
  Batch batch;
  batch.add("clear", kClear, clear_query(*cleared));
  batch.add("get", kGet, get_query(limit, failed));
  const auto answer = run(caller_, kanban::background(portal), batch, Effect::kWrite, true);
  if (!answer) return answer.error();
  if (const auto done = answer->result("clear"); !done) return done.error();
  const auto rows = answer->result("get");
  if (!rows) return without_licence(portal, rows.error());
  return decode_queue_batch(**rows);
}

Result<QueueBatch> OfflineQueueRest::reserved(PortalId portal, const std::string& process,
                                              std::size_t limit) {
  json::object query = get_query(limit, false);
  query["process_id"] = process;
  const auto answer = caller_.call(kanban::background(portal), {kGet, query});
  if (!answer) return without_licence(portal, answer.error());
  return decode_queue_batch(answer->result);
}

Result<QueueBatch> OfflineQueueRest::take(PortalId portal, std::size_t limit) {
  const auto answer =
      caller_.call(kanban::background(portal),
                   {kGet, {{"clear", 1}, {"limit", static_cast<std::int64_t>(limit)}}, Effect::kWrite});
  if (!answer) return answer.error();
  auto batch = decode_queue_batch(answer->result);
  if (batch) batch->process.clear();
  return batch;
}

Status OfflineQueueRest::clear(PortalId portal, const QueueBatch& batch) {
  const Call call{kClear, clear_query(batch), Effect::kWrite};
  auto answer = caller_.call(kanban::background(portal), call);
  // Deletes what is left.
  if (!answer && answer.error().code == "portal.lost")
    answer = caller_.call(kanban::background(portal), call);
  if (!answer) return answer.error();
  return Done{};
}

// Portals differ in what they let a filter ask: some refuse what others need. Rows are looked at one by one
// in any case; an unreserved one has "", null or no process at all.
Result<QueueLeftovers> OfflineQueueRest::leftovers(PortalId portal) {
  QueueLeftovers left;
  const auto look = [&](const json::object& filter) -> Status {
    for (std::int64_t start = 0; start < kListedAtMost;) {
      json::object query{{"start", start}};
      if (!filter.empty()) query["filter"] = filter;
      const auto answer = caller_.call(kanban::background(portal), {kList, query});
      if (!answer) return answer.error();
      if (is_empty(answer->result)) return Done{};
      if (!answer->result.is_array()) return shape_error("event.offline.list: result is not a list");
      for (const json::value& item : answer->result.get_array()) {
        const RowReader row(item, "offline");
        const std::string process = row.text("PROCESS_ID");
        const bool known =
            std::find(left.processes.begin(), left.processes.end(), process) != left.processes.end();
        if (!process.empty() && !known) left.processes.push_back(process);
        left.failed = left.failed || (process.empty() && row.flag("ERROR"));
      }
      if (!answer->next || *answer->next <= start) return Done{};
      start = *answer->next;
    }
    return Done{};
  };
  for (const json::object& filter : {json::object{{">PROCESS_ID", ""}}, json::object{{"ERROR", 1}}}) {
    Status looked = look(filter);
    if (!looked && looked.error().code == "portal.refused") looked = look({});
    if (!looked) return looked.error();
  }
  return left;
}

}  // namespace sd::portal
