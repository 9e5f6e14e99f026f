#include "tests/portal/rest/values.h"

#include <charconv>
#include <cmath>

namespace sd::portal_double {

const json::value* find(const json::object& params, std::string_view key) { return params.if_contains(key); }

const json::value* find_any(const json::object& params, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (const json::value* value = find(params, key)) return value;
  }
  return nullptr;
}

std::string text_of(const json::value& value) {
  switch (value.kind()) {
    case json::kind::string: return std::string(value.get_string());
    case json::kind::int64: return std::to_string(value.get_int64());
    case json::kind::uint64: return std::to_string(value.get_uint64());
    case json::kind::bool_: return value.get_bool() ? "1" : "";
    case json::kind::double_: {
      std::array<char, 64> out{};
      const auto end = std::to_chars(out.data(), out.data() + out.size(), value.get_double());
      return {out.data(), end.ptr};
    }
    default: return {};
  }
}

std::string text_at(const json::object& params, std::string_view key) {
  const json::value* value = find(params, key);
  return value ? text_of(*value) : std::string{};
}

std::optional<std::int64_t> int_of(const json::value& value) {
  if (value.is_int64()) return value.get_int64();
  if (value.is_double() && std::floor(value.get_double()) == value.get_double() &&
      std::fabs(value.get_double()) < 9e15) {
    return static_cast<std::int64_t>(value.get_double());
  }
  if (!value.is_string()) return std::nullopt;
  const json::string& text = value.get_string();
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::int64_t> int_at(const json::object& params, std::string_view key) {
  const json::value* value = find(params, key);
  return value ? int_of(*value) : std::nullopt;
}

std::vector<std::string> texts_of(const json::value& value) {
  std::vector<std::string> out;
  if (value.is_array()) {
    for (const json::value& item : value.get_array()) out.push_back(text_of(item));
  } else if (value.is_object()) {
    for (const auto& entry : value.get_object()) out.push_back(text_of(entry.value()));
  } else if (std::string text = text_of(value); !text.empty()) {
    out.push_back(std::move(text));
  }
  return out;
}

bool flag_of(const json::value& value) {
  const std::string text = text_of(value);
  return text == "Y" || text == "1" || text == "true";
}

bool flag_at(const json::object& params, std::string_view key) {
  const json::value* value = find(params, key);
  return value && flag_of(*value);
}

bool truthy(const json::value& value) {
  if (value.is_array()) return !value.get_array().empty();
  if (value.is_object()) return !value.get_object().empty();
  const std::string text = text_of(value);
  return !text.empty() && text != "0";
}

const json::object& object_at(const json::object& params, std::string_view key) {
  static const json::object kEmpty;
  const json::value* value = find(params, key);
  return value && value->is_object() ? value->get_object() : kEmpty;
}

std::map<std::string, std::string> texts_by_key(const json::object& object) {
  std::map<std::string, std::string> out;
  for (const auto& entry : object) out[std::string(entry.key())] = text_of(entry.value());
  return out;
}

FieldWrites writes_of(const json::object& fields) {
  FieldWrites writes;
  for (const auto& entry : fields) writes.push_back({std::string(entry.key()), texts_of(entry.value())});
  return writes;
}

json::value parse_or_null(const std::string& text) {
  boost::system::error_code failed;
  json::value value = json::parse(text, failed);
  return failed ? json::value(nullptr) : value;
}

}  // namespace sd::portal_double
