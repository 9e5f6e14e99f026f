// One REST method call on its way through the double, and the table of methods.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tests/portal/engine/portal.h"
#include "tests/portal/engine/refusal.h"
#include "tests/portal/rest/values.h"

namespace sd::portal_double {

struct Call {
  Portal& portal;
  Caller caller;
  std::string method;   // lower case
  json::object params;  // in the order given; auth and tracing keys taken out
  bool v3 = false;
  std::string auth_key;  // whose operating budget is used

  // Set by list methods.
  std::optional<std::int64_t> total, next;
  int status = 200;

  App& app();  // throws WRONG_AUTH_TYPE without an application
  void require_admin(const char* text) const;
  std::string date(Ms at) const;
  json::value date_or_null(Ms at) const;

  // The page asked for by `start`: -1 switches counting off.
  bool counted() const;
  std::int64_t offset() const;
  // Cuts rows [offset, offset+50) out of `rows` and sets total and next.
  template <class Row>
  std::vector<Row> page(std::vector<Row> rows) {
    const auto count = static_cast<std::int64_t>(rows.size());
    const std::int64_t first = counted() ? std::min(offset(), count) : 0;
    const std::int64_t last = std::min<std::int64_t>(first + 50, count);
    if (counted()) {
      total = count;
      if (last < count) next = last;
    } else {
      total = 0;
    }
    return {std::make_move_iterator(rows.begin() + first), std::make_move_iterator(rows.begin() + last)};
  }
};

using MethodBody = json::value (*)(Call&);

struct Method {
  std::string_view scope;  // "" = always; alternatives separated by '|'
  MethodBody run = nullptr;
  bool controller = false;  // answers with whole seconds in `time`
  bool app_only = false;    // needs an application's token
  bool no_session = false;  // refused to the portal's own pages
};

using MethodTable = std::unordered_map<std::string, Method>;
const MethodTable& methods_v2();
const MethodTable& methods_v3();

void add_task_methods(MethodTable& table);
void add_task_action_methods(MethodTable& table);
void add_stage_methods(MethodTable& table);
void add_userfield_methods(MethodTable& table);
void add_positional_methods(MethodTable& table);
void add_checklist_methods(MethodTable& table);
void add_app_methods(MethodTable& table);
void add_event_methods(MethodTable& table);
void add_offline_methods(MethodTable& table);
void add_placement_methods(MethodTable& table);
void add_people_methods(MethodTable& table);
void add_group_methods(MethodTable& table);
void add_crm_methods(MethodTable& table);
void add_message_methods(MethodTable& table);
void add_office_methods(MethodTable& table);
void add_v3_methods(MethodTable& table);

// 403 insufficient_scope, WRONG_AUTH_TYPE, 404; then runs the method.
json::value run_method(Call& call);

bool has_scope(const Portal& portal, const Caller& caller, std::string_view alternatives);
// Scopes of the caller's application or webhook; every one for a session.
std::vector<std::string> scopes_of(const Portal& portal, const Caller& caller);
const std::vector<std::string>& all_scopes();

}  // namespace sd::portal_double
