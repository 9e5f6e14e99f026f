// event.*, events (portal-api 3.2).
#include <algorithm>

#include "tests/portal/engine/events.h"
#include "tests/portal/rest/call.h"

namespace sd::portal_double {
namespace {

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
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

json::value bind_event(Call& call) {
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

json::value unbind_event(Call& call) {
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

json::value get_event(Call& call) {
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

}  // namespace

void add_event_methods(MethodTable& table) {
  table["event.bind"] = {"", bind_event, false, true};
  table["event.unbind"] = {"", unbind_event, false, true};
  table["event.get"] = {"", get_event, false, true};
  table["event.test"] = {"", test_event, false, true};
  table["events"] = {"", list_events};
  add_offline_methods(table);
}

}  // namespace sd::portal_double
