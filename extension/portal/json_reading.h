// Reads the portal's JSON, whose types depend on the method, the build and the mood: ids as numbers or
// strings, empty as null, false, "", [] or {}, flags as Y, 1 or true (portal-api.md 1.3, 4.1).
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "extension/core/result.h"
#include "extension/core/time.h"

namespace sd::portal {

namespace json = boost::json;

// Errors: "portal.not_json" (kUnavailable); nesting over 32 counts as that.
Result<json::value> parse_json(std::string_view body);

// The member, or nullptr when there is none; an empty array stands for an empty object.
const json::value* member(const json::value& object, std::string_view key);
// The member of a member ...: "result.tasks".
const json::value* member_at(const json::value& object, std::string_view path);

// null, false, "", [], {}.
bool is_empty(const json::value& value);
// A whole number, also as decimal text. nullopt for anything else.
std::optional<std::int64_t> to_integer(const json::value& value);
// Strings as they are, numbers as decimal text, true as "1", lists joined by commas; what is empty is "".
std::string to_text(const json::value& value);
// true, "Y", "1", "true", 1.
bool to_flag(const json::value& value);

// "portal.shape" (kUnavailable): the portal's answer is JSON, but not what its contract says.
Error shape_error(std::string detail);

// Reads the members of one object and remembers the first that is not what it must be, so that a decoder is
// a list of fields and one question at its end.
class RowReader {
 public:
  // `what` names the object in errors, e.g. "task".
  RowReader(const json::value& row, std::string what) : row_(row), what_(std::move(what)) {}

  std::int64_t integer(std::string_view key);                         // must be there
  std::int64_t integer_or(std::string_view key, std::int64_t empty);  // absent or empty: `empty`
  std::string text(std::string_view key) const;                       // absent or empty: ""
  bool flag(std::string_view key) const;                              // absent: false
  TimePoint time(std::string_view key);                               // must be there
  std::optional<TimePoint> time_or_none(std::string_view key);        // absent or empty: nullopt

  const std::optional<Error>& error() const { return error_; }

 private:
  void wrong(std::string_view key, std::string_view need);

  const json::value& row_;
  std::string what_;
  std::optional<Error> error_;
};

}  // namespace sd::portal
