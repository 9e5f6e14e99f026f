// Arguments by order, not by name: the legacy family task.* (portal-api 1.7).
#pragma once

#include <initializer_list>

#include "tests/portal/rest/call.h"

namespace sd::portal_double {

// Takes the arguments of a call off in the order they were sent. Type faults and missing arguments throw
// the family's ERROR_CORE text. `method` as PHP names it, e.g. "ctaskcommentitem::add".
class Arguments {
 public:
  Arguments(const Call& call, const char* method);

  std::int64_t integer(const char* name);
  std::string text(const char* name);
  // An array argument; absent, "" and [] are the empty object.
  json::object array(const char* name);
  json::object required_array(const char* name);
  bool next_is_array() const;

 private:
  const json::value* take();
  [[noreturn]] void wrong_type(const char* name, const char* type) const;
  [[noreturn]] void missing(const char* name) const;

  const json::object& params_;
  json::object::const_iterator at_;
  std::string method_;
  int index_ = 0;
};

// The task, or that family's refusal when there is none the caller may see.
const Task& readable_task(Call& call, std::int64_t id);

}  // namespace sd::portal_double
