#include "extension/portal/json_reading.h"

#include <array>
#include <boost/json/parse.hpp>
#include <charconv>
#include <cmath>

#include "extension/core/iso_time.h"

namespace sd::portal {
namespace {

template <class Number>
std::string decimal(Number number) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  return {digits.data(), end};
}

std::optional<std::int64_t> whole(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Result<json::value> parse_json(std::string_view body) {
  boost::system::error_code fault;
  json::value value = json::parse({body.data(), body.size()}, fault);
  if (fault) return Error{ErrorKind::kUnavailable, "portal.not_json", fault.message()};
  return value;
}

const json::value* member(const json::value& object, std::string_view key) {
  const json::object* members = object.if_object();
  return members == nullptr ? nullptr : members->if_contains({key.data(), key.size()});
}

const json::value* member_at(const json::value& object, std::string_view path) {
  const json::value* at = &object;
  while (at != nullptr) {
    const auto dot = path.find('.');
    at = member(*at, path.substr(0, dot));
    if (dot == std::string_view::npos) break;
    path.remove_prefix(dot + 1);
  }
  return at;
}

bool is_empty(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: return true;
    case json::kind::bool_: return !value.get_bool();
    case json::kind::string: return value.get_string().empty();
    case json::kind::array: return value.get_array().empty();
    case json::kind::object: return value.get_object().empty();
    default: return false;
  }
}

std::optional<std::int64_t> to_integer(const json::value& value) {
  if (value.is_string()) return whole({value.get_string().data(), value.get_string().size()});
  boost::system::error_code fault;
  const auto number = value.to_number<std::int64_t>(fault);
  if (fault) return std::nullopt;
  return number;
}

std::string to_text(const json::value& value) {
  switch (value.kind()) {
    case json::kind::bool_: return value.get_bool() ? "1" : "";
    case json::kind::string: return {value.get_string().data(), value.get_string().size()};
    case json::kind::int64: return decimal(value.get_int64());
    case json::kind::uint64: return decimal(value.get_uint64());
    case json::kind::double_: return std::isfinite(value.get_double()) ? decimal(value.get_double()) : "";
    case json::kind::array: {
      std::string joined;
      for (const json::value& item : value.get_array()) {
        if (!joined.empty()) joined += ',';
        if (!item.is_structured()) joined += to_text(item);
      }
      return joined;
    }
    default: return "";
  }
}

bool to_flag(const json::value& value) {
  const std::string text = to_text(value);
  return text == "1" || text == "Y" || text == "true";
}

Error shape_error(std::string detail) { return {ErrorKind::kUnavailable, "portal.shape", std::move(detail)}; }

void RowReader::wrong(std::string_view key, std::string_view need) {
  if (error_) return;
  error_ = shape_error(what_ + "." + std::string(key) + " is not " + std::string(need));
}

std::int64_t RowReader::integer(std::string_view key) {
  const json::value* value = member(row_, key);
  const auto number = value == nullptr ? std::nullopt : to_integer(*value);
  if (!number) wrong(key, "a whole number");
  return number.value_or(0);
}

std::int64_t RowReader::integer_or(std::string_view key, std::int64_t empty) {
  const json::value* value = member(row_, key);
  return value == nullptr || is_empty(*value) ? empty : integer(key);
}

std::string RowReader::text(std::string_view key) const {
  const json::value* value = member(row_, key);
  return value == nullptr ? "" : to_text(*value);
}

bool RowReader::flag(std::string_view key) const {
  const json::value* value = member(row_, key);
  return value != nullptr && to_flag(*value);
}

TimePoint RowReader::time(std::string_view key) {
  const auto at = parse_iso_time(text(key));
  if (at) return *at;
  wrong(key, "an instant with an offset");
  return {};
}

std::optional<TimePoint> RowReader::time_or_none(std::string_view key) {
  if (text(key).empty()) return std::nullopt;
  return time(key);
}

}  // namespace sd::portal
