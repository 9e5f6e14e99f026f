// event.*, events, event.offline.* (portal-api 3.2, 3.6).
#include <algorithm>
#include <set>

#include "tests/portal/engine/events.h"
#include "tests/portal/engine/iso_time.h"
#include "tests/portal/engine/task_query.h"
#include "tests/portal/rest/call.h"
#include "tests/portal/rest/event_json.h"

namespace sd::portal_double {
namespace {

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

Refusal argument_missing(const char* name) {
  Refusal refusal(400, "ERROR_ARGUMENT", std::string("Argument '") + name + "' is null or empty");
  refusal.argument = name;
  return refusal;
}

std::string required_event(const Call& call) {
  const json::value* name = find_any(call.params, {"event", "EVENT"});
  if (!name || text_of(*name).empty()) throw argument_missing("EVENT");
  const std::string event = upper(text_of(*name));
  for (const auto& [known, scope] : event_catalogue()) {
    if (known == event && has_scope(call.portal, call.caller, scope)) return event;
  }
  throw Refusal(400, "ERROR_EVENT_NOT_FOUND", "Event not found!");
}

std::string either(const Call& call, const char* lower, const char* capital) {
  const json::value* value = find_any(call.params, {lower, capital});
  return value ? text_of(*value) : std::string{};
}

bool offline_asked(const Call& call) { return either(call, "event_type", "EVENT_TYPE") == "offline"; }

json::value bind(Call& call) {
  const App& app = call.app();
  Binding binding;
  binding.app = app.client_id;
  binding.offline = offline_asked(call);
  if (binding.offline && !call.caller.admin) {
    throw admin_only("Offline events binding requires administrator access rights");
  }
  binding.event = required_event(call);
  binding.connector = either(call, "auth_connector", "AUTH_CONNECTOR");
  binding.auth_user = int_of(json::value(either(call, "auth_type", "AUTH_TYPE"))).value_or(0);
  if (!call.caller.admin && binding.auth_user != 0 && binding.auth_user != call.caller.user) {
    throw admin_only("Event binding with AUTH_TYPE requires administrator access rights");
  }
  if (!call.caller.admin) binding.auth_user = call.caller.user;
  if (binding.offline && binding.event == "ONOFFLINEEVENT") {
    throw Refusal(400, "ERROR_EVENT_NOT_FOUND", "Event not found!");
  }
  if (!binding.offline) {
    binding.handler = either(call, "handler", "HANDLER");
    if (binding.handler.empty()) throw argument_missing("HANDLER");
    if (!binding.handler.starts_with("http://") && !binding.handler.starts_with("https://")) {
      throw Refusal(400, "ERROR_UNSUPPORTED_PROTOCOL", "Unsupported event handler protocol");
    }
    if (binding.handler.size() > 255) throw core_error("Unable to set event handler: URL is too long");
  }
  if (const auto timeout = int_at(object_at(call.params, "options"), "minTimeout")) {
    binding.min_timeout = *timeout * 1000;
  }
  call.portal.events.bind(std::move(binding));
  return true;
}

json::value unbind(Call& call) {
  const App& app = call.app();
  const bool offline = offline_asked(call);
  if (offline && !call.caller.admin)
    throw admin_only("Offline events binding requires administrator access rights");
  const json::value* name = find_any(call.params, {"event", "EVENT"});
  if (!name) throw argument_missing("EVENT");
  const json::value* auth = find_any(call.params, {"auth_type", "AUTH_TYPE"});
  const std::int64_t count = call.portal.events.unbind(
      app.client_id, upper(text_of(*name)), either(call, "handler", "HANDLER"),
      auth ? int_of(*auth) : std::nullopt, offline, either(call, "auth_connector", "AUTH_CONNECTOR"));
  return json::object{{"count", count}};
}

json::value get(Call& call) {
  const App& app = call.app();
  json::array out;
  for (const Binding& binding : call.portal.events.bindings()) {
    if (binding.app != app.client_id) continue;
    if (!call.caller.admin && binding.auth_user != call.caller.user) continue;
    json::object row{{"event", binding.event}};
    if (binding.offline) {
      row["connector_id"] = binding.connector;
    } else {
      row["handler"] = binding.handler;
    }
    row["auth_type"] = std::to_string(binding.auth_user);
    row["offline"] = binding.offline ? 1 : 0;
    out.push_back(std::move(row));
  }
  return out;
}

json::value list_events(Call& call) {
  json::array out;
  for (const auto& [name, scope] : event_catalogue()) {
    if (flag_at(call.params, "FULL") || has_scope(call.portal, call.caller, scope))
      out.push_back(json::value(name));
  }
  return out;
}

json::value test_event(Call& call) {
  EventData data;
  for (const auto& entry : call.params) {
    data.push_back({{"QUERY", std::string(entry.key())}, text_of(entry.value()), false});
  }
  const App app = call.app();
  call.portal.events.raise_for_app(app, "ONAPPTEST", std::move(data), {}, call.caller.user, false);
  return 1;
}

// Filters of the queue: ID, TIMESTAMP_X, EVENT_NAME, MESSAGE_ID, PROCESS_ID, ERROR with prefixes.
bool row_matches(const Call& call, const OfflineRow& row, const json::object& filter) {
  for (const auto& entry : filter) {
    const Condition condition = split_condition(std::string(entry.key()));
    const std::vector<std::string> values = texts_of(entry.value());
    if (condition.key == "ID" || condition.key == "TIMESTAMP_X") {
      const bool id = condition.key == "ID";
      const std::string first = values.empty() ? "" : values.front();
      const std::int64_t left = id ? row.id : row.at;
      const std::int64_t right = id ? int_of(json::value(first)).value_or(0)
                                    : read_instant(first, call.caller.offset_minutes).value_or(0);
      const std::string& op = condition.op;
      const bool listed = id && values.size() > 1 &&
                          std::find(values.begin(), values.end(), std::to_string(left)) != values.end();
      const bool fits = op == ">"    ? left > right
                        : op == ">=" ? left >= right
                        : op == "<"  ? left < right
                        : op == "<=" ? left <= right
                        : op == "!"  ? left != right
                                     : listed || left == right;
      if (!fits) return false;
      continue;
    }
    const std::string have = condition.key == "EVENT_NAME"   ? row.event
                             : condition.key == "MESSAGE_ID" ? row.message_id
                             : condition.key == "PROCESS_ID" ? row.process_id
                             : condition.key == "ERROR"      ? (row.error ? "1" : "0")
                                                             : "";
    const bool among =
        values.empty() ? have.empty() : std::find(values.begin(), values.end(), have) != values.end();
    if (condition.op.starts_with('!') ? among : !among) return false;
  }
  return true;
}

void sort_rows(std::vector<OfflineRow*>& rows, const json::object& order) {
  if (order.empty()) return;
  const std::string key(order.begin()->key());
  const std::string way = text_of(order.begin()->value());
  const bool descending = !way.empty() && (way[0] == 'd' || way[0] == 'D');
  std::stable_sort(rows.begin(), rows.end(), [&](const OfflineRow* a, const OfflineRow* b) {
    const std::int64_t left = key == "ID" ? a->id : a->at, right = key == "ID" ? b->id : b->at;
    return descending ? right < left : left < right;
  });
}

std::vector<OfflineRow*> queue_rows(Call& call) {
  const App& app = call.app();
  call.require_admin("Offline events require administrator access rights");
  return call.portal.events.offline_rows(app.client_id, call.caller.connector);
}

json::value offline_get(Call& call) {
  std::vector<OfflineRow*> rows = queue_rows(call);
  const bool clear = int_at(call.params, "clear").value_or(1) != 0;
  const std::string process = text_at(call.params, "process_id");
  const bool errors = int_at(call.params, "error").value_or(0) != 0;
  std::erase_if(rows, [&](const OfflineRow* row) {
    if (!process.empty()) return row->process_id != process;
    return !row->process_id.empty() || row->error != errors;
  });
  std::erase_if(rows, [&](const OfflineRow* row) {
    return !row_matches(call, *row, object_at(call.params, "filter"));
  });
  sort_rows(rows, object_at(call.params, "order"));
  const auto limit =
      static_cast<std::size_t>(std::max<std::int64_t>(0, int_at(call.params, "limit").value_or(50)));
  if (rows.size() > limit) rows.resize(limit);
  json::value process_id = process.empty() ? json::value(nullptr) : json::value(process);
  if (!clear && process.empty()) {
    const std::string fresh = call.portal.events.new_process();
    for (OfflineRow* row : rows) call.portal.events.reserve(*row, fresh);
    process_id = json::value(fresh);
  }
  json::array events;
  for (const OfflineRow* row : rows) events.push_back(offline_json(call, *row, false));
  if (clear) {
    for (const OfflineRow* row : rows) call.portal.events.erase_row(row->id);
  }
  return json::object{{"process_id", std::move(process_id)}, {"events", std::move(events)}};
}

json::value offline_list(Call& call) {
  std::vector<OfflineRow*> rows = queue_rows(call);
  std::erase_if(rows, [&](const OfflineRow* row) {
    return !row_matches(call, *row, object_at(call.params, "filter"));
  });
  sort_rows(rows, object_at(call.params, "order"));
  json::array out;
  for (const OfflineRow* row : call.page(std::move(rows))) out.push_back(offline_json(call, *row, true));
  return out;
}

std::string required_process(const Call& call) {
  const std::string process = text_at(call.params, "process_id");
  if (process.empty()) throw argument_missing("PROCESS_ID");
  return process;
}

json::value offline_clear(Call& call) {
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

json::value offline_error(Call& call) {
  const std::vector<OfflineRow*> rows = queue_rows(call);
  const std::string process = required_process(call);
  const json::value* given = find(call.params, "message_id");
  const std::vector<std::string> messages = given ? texts_of(*given) : std::vector<std::string>{};
  for (OfflineRow* row : rows) {
    if (row->process_id != process) continue;
    if (!messages.empty() && std::find(messages.begin(), messages.end(), row->message_id) == messages.end())
      continue;
    row->process_id.clear();
    row->error = true;
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

void add_event_methods(MethodTable& table) {
  table["event.bind"] = {"", bind, false, true};
  table["event.unbind"] = {"", unbind, false, true};
  table["event.get"] = {"", get, false, true};
  table["event.test"] = {"", test_event, false, true};
  table["events"] = {"", list_events};
  table["event.offline.get"] = {"", offline_get, false, true};
  table["event.offline.list"] = {"", offline_list, false, true};
  table["event.offline.clear"] = {"", offline_clear, false, true};
  table["event.offline.error"] = {"", offline_error, false, true};
}

}  // namespace sd::portal_double
