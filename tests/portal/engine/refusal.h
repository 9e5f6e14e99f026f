// How the double says no. A portal refuses deep inside its rules and answers at one place; so does the
// double: a Refusal is thrown where the rule is broken and caught only by the dispatcher.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace sd::portal_double {

struct Refusal : std::runtime_error {
  Refusal(int http_status, std::string error_code, const std::string& text)
      : std::runtime_error(text), status(http_status), code(std::move(error_code)) {}

  int status;
  std::string code;      // the portal's `error`; may be "" or "0"
  std::string argument;  // of ERROR_ARGUMENT, else ""
};

// The refusals that many rules share (portal-api 4.4).
inline Refusal action_denied() {
  return {400, "1048582", "Action on the task is not allowed (internal error)"};
}
inline Refusal core_error(const std::string& text) { return {400, "ERROR_CORE", text}; }
inline Refusal admin_only(const std::string& text = "Access denied!") { return {403, "ACCESS_DENIED", text}; }
inline Refusal bad_argument(const char* name, const std::string& text) {
  Refusal refusal(400, "ERROR_ARGUMENT", text);
  refusal.argument = name;
  return refusal;
}
inline Refusal argument_missing(const char* name) {
  return bad_argument(name, std::string("Argument '") + name + "' is null or empty");
}

}  // namespace sd::portal_double
