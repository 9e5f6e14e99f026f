// event.offline.* (portal-api 3.6): an application's queue of changes, which it takes itself.
#include <algorithm>
#include <set>

#include "tests/portal/engine/events.h"
#include "tests/portal/engine/iso_time.h"
#include "tests/portal/engine/task_query.h"
#include "tests/portal/rest/call.h"
#include "tests/portal/rest/event_json.h"

namespace sd::portal_double {
namespace {

const std::set<std::string> kFilterOfGet{"ID", "TIMESTAMP_X", "EVENT_NAME", "MESSAGE_ID"};
const std::set<std::string> kFilterOfList{"ID",         "TIMESTAMP_X", "EVENT_NAME",
                                          "MESSAGE_ID", "PROCESS_ID",  "ERROR"};

bool compare(int sign, const std::string& op) {
  if (op == ">") return sign > 0;
  if (op == ">=") return sign >= 0;
  if (op == "<") return sign < 0;
  if (op == "<=") return sign <= 0;
  return sign == 0;
}

bool value_fits(const Call& call, const OfflineRow& row, const Condition& condition,
                const std::string& value) {
  if (condition.key == "ID" || condition.key == "TIMESTAMP_X") {
    const bool id = condition.key == "ID";
    const std::int64_t left = id ? row.id : row.at;
    const std::int64_t right = id ? int_of(json::value(value)).value_or(0)
                                  : read_instant(value, call.caller.offset_minutes).value_or(0);
    return compare(left < right ? -1 : left > right ? 1 : 0, condition.op);
  }
  const std::string have = condition.key == "EVENT_NAME"   ? row.event
                           : condition.key == "MESSAGE_ID" ? row.message_id
                           : condition.key == "PROCESS_ID" ? row.process_id
                                                           : (row.error ? "1" : "0");
  if (condition.op == "%") return have.find(value) != std::string::npos;
  return compare(have.compare(value), condition.op);
}

// Negation is refused, whatever other lists of the portal allow.
void check_filter(const Call& call, const std::set<std::string>& allowed) {
  for (const auto& entry : object_at(call.params, "filter")) {
    const Condition condition = split_condition(std::string(entry.key()));
    if (condition.op.starts_with('!') || condition.op == "><")
      throw bad_argument("filter", "Filter operation not allowed: " + condition.op);
    if (!allowed.contains(condition.key))
      throw bad_argument("filter", "Filter field not allowed: " + condition.key);
  }
}

// Of a list of values one has to fit.
bool row_matches(const Call& call, const OfflineRow& row) {
  for (const auto& entry : object_at(call.params, "filter")) {
    const Condition condition = split_condition(std::string(entry.key()));
    std::vector<std::string> values = texts_of(entry.value());
    if (values.empty()) values.emplace_back();
    const bool fits = std::any_of(values.begin(), values.end(), [&](const std::string& value) {
      return value_fits(call, row, condition, value);
    });
    if (!fits) return false;
  }
  return true;
}

void sort_offline(std::vector<OfflineRow*>& rows, const json::object& order, const char* by_default) {
  const std::string key = order.empty() ? by_default : std::string(order.begin()->key());
  const std::string way = order.empty() ? "ASC" : text_of(order.begin()->value());
  const bool descending = !way.empty() && (way[0] == 'd' || way[0] == 'D');
  std::stable_sort(rows.begin(), rows.end(), [&](const OfflineRow* a, const OfflineRow* b) {
    const std::int64_t left = key == "ID" ? a->id : a->at, right = key == "ID" ? b->id : b->at;
    return descending ? right < left : left < right;
  });
}

std::vector<OfflineRow*> queue_rows(Call& call) {
  const App& app = call.app();
  call.require_admin("Access denied!");
  return call.portal.events.offline_rows(app.client_id, call.caller.connector);
}

json::value get_offline(Call& call) {
  std::vector<OfflineRow*> rows = queue_rows(call);
  const bool clear = int_at(call.params, "clear").value_or(1) != 0;
  if (!clear && !call.portal.settings.offline_extended) {
    throw Refusal(403, "WRONG_LICENSE",
                  "This feature is not enabled for the current license: extended offline events handling");
  }
  check_filter(call, kFilterOfGet);
  const std::string process = text_at(call.params, "process_id");
  const bool errors = int_at(call.params, "error").value_or(0) != 0;
  const std::int64_t limit = int_at(call.params, "limit").value_or(50);
  if (limit < 1) throw bad_argument("limit", "Value must be positive integer");
  std::vector<OfflineRow*> whole;
  std::erase_if(rows, [&](OfflineRow* row) {
    const bool of_process = !process.empty() && row->process_id == process;
    if (of_process) whole.push_back(row);
    if (!process.empty()) return !of_process;
    return !row->process_id.empty() || row->error != errors;
  });
  std::erase_if(rows, [&](const OfflineRow* row) { return !row_matches(call, *row); });
  sort_offline(rows, object_at(call.params, "order"), "TIMESTAMP_X");
  if (rows.size() > static_cast<std::size_t>(limit)) rows.resize(static_cast<std::size_t>(limit));
  json::value process_id = process.empty() ? json::value(nullptr) : json::value(process);
  if (!clear && process.empty()) {
    const std::string fresh = call.portal.events.new_process();
    for (OfflineRow* row : rows) call.portal.events.reserve(*row, fresh);
    process_id = json::value(fresh);
  }
  json::array events;
  for (const OfflineRow* row : rows) events.push_back(offline_json(call, *row, false));
  if (clear) {
    // Of a process the whole batch goes, also what the limit kept back.
    for (const OfflineRow* row : process.empty() ? rows : whole) call.portal.events.erase_row(row->id);
  }
  return json::object{{"process_id", std::move(process_id)}, {"events", std::move(events)}};
}

json::value list_offline(Call& call) {
  std::vector<OfflineRow*> rows = queue_rows(call);
  check_filter(call, kFilterOfList);
  std::erase_if(rows, [&](const OfflineRow* row) { return !row_matches(call, *row); });
  sort_offline(rows, object_at(call.params, "order"), "ID");
  json::array out;
  for (const OfflineRow* row : call.page(std::move(rows))) out.push_back(offline_json(call, *row, true));
  return out;
}

std::string required_process(const Call& call) {
  const std::string process = text_at(call.params, "process_id");
  if (process.empty()) throw argument_missing("PROCESS_ID");
  return process;
}

json::value clear(Call& call) {
  const std::vector<OfflineRow*> rows = queue_rows(call);
  const std::string process = required_process(call);
  const json::value* ids = find(call.params, "id");
  const json::value* messages = find(call.params, "message_id");
  const auto listed = [](const json::value* list, const std::string& text) {
    const std::vector<std::string> texts = texts_of(*list);
    return std::find(texts.begin(), texts.end(), text) != texts.end();
  };
  for (const OfflineRow* row : rows) {
    if (row->process_id != process) continue;
    const bool chosen =
        ids ? listed(ids, std::to_string(row->id)) : !messages || listed(messages, row->message_id);
    if (chosen) call.portal.events.erase_row(row->id);
  }
  return true;
}

json::value error(Call& call) {
  const std::vector<OfflineRow*> rows = queue_rows(call);
  const std::string process = required_process(call);
  const json::value* given = find(call.params, "message_id");
  const std::vector<std::string> messages = given ? texts_of(*given) : std::vector<std::string>{};
  for (OfflineRow* row : rows) {
    if (row->process_id != process) continue;
    if (!messages.empty() && std::find(messages.begin(), messages.end(), row->message_id) == messages.end())
      continue;
    call.portal.events.release_failed(*row);
  }
  return true;
}

}  // namespace

json::value event_data_json(const EventData& data) {
  if (data.empty()) return false;
  json::object out;
  for (const EventValue& value : data) {
    json::object* node = &out;
    for (std::size_t i = 0; i + 1 < value.path.size(); ++i) {
      json::value& child = (*node)[value.path[i]];
      if (!child.is_object()) child.emplace_object();
      node = &child.get_object();
    }
    (*node)[value.path.back()] =
        value.number ? json::value(int_of(json::value(value.text)).value_or(0)) : json::value(value.text);
  }
  return out;
}

json::object offline_json(const Call& call, const OfflineRow& row, bool with_process) {
  json::object out{{"ID", std::to_string(row.id)},
                   {"TIMESTAMP_X", call.date(row.at)},
                   {"EVENT_NAME", row.event},
                   {"EVENT_DATA", event_data_json(row.data)},
                   {"EVENT_ADDITIONAL", {{"user_id", std::to_string(row.user)}}},
                   {"MESSAGE_ID", row.message_id}};
  if (with_process) {
    out["PROCESS_ID"] = row.process_id;
    out["ERROR"] = row.error ? "1" : "0";
  }
  return out;
}

void add_offline_methods(MethodTable& table) {
  table["event.offline.get"] = {"", get_offline, false, true};
  table["event.offline.list"] = {"", list_offline, false, true};
  table["event.offline.clear"] = {"", clear, false, true};
  table["event.offline.error"] = {"", error, false, true};
}

}  // namespace sd::portal_double
