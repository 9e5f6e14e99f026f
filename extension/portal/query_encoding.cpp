#include "extension/portal/query_encoding.h"

#include <boost/json/value.hpp>

#include "extension/portal/json_reading.h"

namespace sd::portal {
namespace {

void append(std::string& query, const std::string& key, const json::value& value) {
  if (const json::array* list = value.if_array(); list != nullptr && !list->empty()) {
    std::size_t index = 0;
    for (const json::value& item : *list) append(query, key + "[" + std::to_string(index++) + "]", item);
    return;
  }
  if (const json::object* members = value.if_object(); members != nullptr && !members->empty()) {
    for (const auto& [name, item] : *members) append(query, key + "[" + std::string(name) + "]", item);
    return;
  }
  if (!query.empty()) query += '&';
  query += percent_encode(value.is_structured() ? key + "[]" : key);
  query += '=';
  query += value.is_bool() ? (value.get_bool() ? "1" : "0") : percent_encode(to_text(value));
}

}  // namespace

std::string percent_encode(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  static constexpr std::string_view kPlain = "-._~";
  std::string encoded;
  encoded.reserve(text.size());
  for (const char letter : text) {
    const bool alphanumeric = (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
                              (letter >= 'a' && letter <= 'z');
    if (alphanumeric || kPlain.find(letter) != std::string_view::npos) {
      encoded += letter;
    } else {
      const auto byte = static_cast<unsigned char>(letter);
      encoded += '%';
      encoded += kHex[byte >> 4];
      encoded += kHex[byte & 15];
    }
  }
  return encoded;
}

std::string encode_query(const boost::json::object& parameters) {
  std::string query;
  for (const auto& [key, value] : parameters) append(query, std::string(key), value);
  return query;
}

bool holds_reference(std::string_view text) {
  for (const std::string_view reference : {"$result[", "$next[", "$total[", "$time[", "$error["}) {
    if (text.find(reference) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace sd::portal
