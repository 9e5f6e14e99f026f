#include "tests/portal/rest/call.h"

#include <algorithm>

#include "tests/portal/engine/iso_time.h"

namespace sd::portal_double {

App& Call::app() {
  App* found = caller.app.empty() ? nullptr : portal.apps.find(caller.app);
  if (!found) {
    throw Refusal(403, "WRONG_AUTH_TYPE",
                  "Current authorization type is denied for this method Application context required");
  }
  return *found;
}

void Call::require_admin(const char* text) const {
  if (!caller.admin) throw admin_only(text);
}

std::string Call::date(Ms at) const { return iso(at, caller.offset_minutes); }

json::value Call::date_or_null(Ms at) const { return at == 0 ? json::value(nullptr) : json::value(date(at)); }

bool Call::counted() const {
  const json::value* start = find_any(params, {"start", "START"});
  return !start || int_of(*start).value_or(0) >= 0;
}

std::int64_t Call::offset() const {
  const json::value* start = find_any(params, {"start", "START"});
  const std::int64_t given = start ? int_of(*start).value_or(0) : 0;
  return std::max<std::int64_t>(0, given / 50 * 50);
}

const std::vector<std::string>& all_scopes() {
  static const std::vector<std::string> kScopes = {
      "task",       "tasks",      "sonet_group", "socialnetwork",
      "user",       "user_basic", "user_brief",  "user.userfield",
      "department", "crm",        "im",          "disk",
      "placement",  "timeman",    "calendar",    "userfieldconfig",
      "rating"};
  return kScopes;
}

std::vector<std::string> scopes_of(const Portal& portal, const Caller& caller) {
  if (!caller.app.empty()) {
    const auto found = portal.apps.all().find(caller.app);
    return found == portal.apps.all().end() ? std::vector<std::string>{} : found->second.scopes;
  }
  return all_scopes();
}

bool has_scope(const Portal& portal, const Caller& caller, std::string_view alternatives) {
  if (alternatives.empty() || caller.app.empty()) return true;
  const std::vector<std::string> granted = scopes_of(portal, caller);
  while (true) {
    const std::string_view one = alternatives.substr(0, alternatives.find('|'));
    if (std::find(granted.begin(), granted.end(), one) != granted.end()) return true;
    if (one.size() == alternatives.size()) return false;
    alternatives.remove_prefix(one.size() + 1);
  }
}

const MethodTable& methods_v2() {
  static const MethodTable kTable = [] {
    MethodTable table;
    for (const auto add :
         {add_task_methods, add_task_action_methods, add_stage_methods, add_userfield_methods,
          add_positional_methods, add_app_methods, add_event_methods, add_placement_methods,
          add_people_methods, add_group_methods, add_crm_methods, add_message_methods, add_office_methods}) {
      add(table);
    }
    return table;
  }();
  return kTable;
}

const MethodTable& methods_v3() {
  static const MethodTable kTable = [] {
    MethodTable table;
    add_v3_methods(table);
    return table;
  }();
  return kTable;
}

json::value run_method(Call& call) {
  const MethodTable& table = call.v3 ? methods_v3() : methods_v2();
  const auto found = table.find(call.method);
  if (found == table.end()) throw Refusal(404, "ERROR_METHOD_NOT_FOUND", "Method not found!");
  const Method& method = found->second;
  if (method.app_only || (method.no_session && call.caller.session)) call.app();
  if (!has_scope(call.portal, call.caller, method.scope)) {
    throw Refusal(403, "insufficient_scope",
                  "The request requires higher privileges than provided by the access token");
  }
  if (!call.portal.limits.may_run(call.auth_key, call.method, call.portal.clock.lease_now())) {
    throw Refusal(429, "OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit.");
  }
  json::value result = method.run(call);
  return result;
}

}  // namespace sd::portal_double
