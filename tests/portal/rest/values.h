// Reading parameters with PHP's indulgence: numbers as text, text as numbers, Y or 1 or true.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/portal/engine/task_rules.h"

namespace sd::portal_double {

namespace json = boost::json;

// nullptr when absent.
const json::value* find(const json::object& params, std::string_view key);
// The first of several spellings.
const json::value* find_any(const json::object& params, std::initializer_list<std::string_view> keys);

// true is "1", false and null are "", arrays and objects are "".
std::string text_of(const json::value& value);
std::string text_at(const json::object& params, std::string_view key);
// nullopt for anything that is not a whole number or its text.
std::optional<std::int64_t> int_of(const json::value& value);
std::optional<std::int64_t> int_at(const json::object& params, std::string_view key);
// Scalars of a list; a scalar is a list of one; null, false and "" are empty.
std::vector<std::string> texts_of(const json::value& value);
std::map<std::string, std::string> texts_by_key(const json::object& object);
bool flag_of(const json::value& value);  // Y, 1, true
bool flag_at(const json::object& params, std::string_view key);
bool truthy(const json::value& value);                                            // PHP: "false" is true
const json::object& object_at(const json::object& params, std::string_view key);  // {} when absent or a list

FieldWrites writes_of(const json::object& fields);
// The whole text of a JSON value kept as text ("{}" for the empty one).
json::value parse_or_null(const std::string& text);

}  // namespace sd::portal_double
