#include "extension/portal/events.h"

#include "extension/portal/json_reading.h"

namespace sd::portal {
namespace {

bool same_place(const EventBinding& left, const EventBinding& right) {
  return left.event == right.event && left.offline == right.offline &&
         (left.offline || left.handler == right.handler);
}

json::object address(const EventBinding& binding) {
  json::object params{{"event", binding.event}};
  if (binding.offline) {
    params["event_type"] = "offline";
  } else {
    params["handler"] = binding.handler;
  }
  return params;
}

}  // namespace

Result<std::vector<EventBinding>> list_events(Caller& caller, const Actor& actor) {
  const auto answer = caller.call(actor, {"event.get"});
  if (!answer) return answer.error();
  std::vector<EventBinding> bindings;
  if (is_empty(answer->result)) return bindings;
  if (!answer->result.is_array()) return shape_error("event.get: result is not a list");
  for (const json::value& item : answer->result.get_array()) {
    const RowReader row(item, "event");
    bindings.push_back({row.text("event"), row.text("handler"), row.flag("offline"), std::nullopt});
    if (bindings.back().event.empty()) return shape_error("event.get: a row without event");
  }
  return bindings;
}

Status bind_event(Caller& caller, const Actor& actor, const EventBinding& binding) {
  json::object params = address(binding);
  if (binding.min_timeout_seconds) params["options"] = {{"minTimeout", *binding.min_timeout_seconds}};
  const auto answer = caller.call(actor, {"event.bind", params, Effect::kWrite});
  if (answer && !is_empty(answer->result)) return Done{};
  const Error failure = answer ? Error{ErrorKind::kInvalidArgument, "portal.refused",
                                       "event.bind: the portal did not accept the handler's address"}
                               : answer.error();
  if (failure.code != "portal.refused" && failure.code != "portal.lost") return failure;
  const auto bound = list_events(caller, actor);
  if (!bound) return failure;
  for (const EventBinding& standing : *bound) {
    if (same_place(standing, binding)) return Done{};
  }
  return failure;
}

Result<std::int64_t> unbind_event(Caller& caller, const Actor& actor, const EventBinding& binding) {
  const Call call{"event.unbind", address(binding), Effect::kWrite};
  auto answer = caller.call(actor, call);
  if (!answer && answer.error().code == "portal.lost")
    answer = caller.call(actor, call);  // removes what is left
  if (!answer) return answer.error();
  return RowReader(answer->result, "event.unbind").integer_or("count", 0);
}

}  // namespace sd::portal
