#include "tests/portal/rest/php_params.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <unordered_map>
#include <vector>

namespace sd::portal_double {
namespace {

constexpr std::size_t kMaxDepth = 64;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// "a[b][]" -> {"a", "b", ""}. A bracket that never closes belongs to the name.
std::vector<std::string> split_key(const std::string& key) {
  const std::size_t open = key.find('[');
  if (open == std::string::npos || open == 0 || key.find(']', open) == std::string::npos) return {key};
  std::vector<std::string> parts{key.substr(0, open)};
  std::size_t at = open;
  while (at < key.size() && key[at] == '[' && parts.size() < kMaxDepth) {
    const std::size_t close = key.find(']', at);
    if (close == std::string::npos) break;
    parts.push_back(key.substr(at + 1, close - at - 1));
    at = close + 1;
  }
  return parts;
}

}  // namespace

std::string percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
               hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string percent_encode(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 15U];
    }
  }
  return out;
}

// One level of the nested parameters; children in the order of their first appearance.
struct FormReader::Node {
  std::optional<std::string> text;  // a scalar has no children
  std::vector<std::pair<std::string, std::unique_ptr<Node>>> children;
  std::unordered_map<std::string, std::size_t> index;
  std::int64_t next = 0;  // the key "[]" stands for

  Node& child(const std::string& key) {
    const auto [found, added] = index.try_emplace(key, children.size());
    if (added) {
      children.emplace_back(key, std::make_unique<Node>());
      std::int64_t number = 0;
      const auto read = std::from_chars(key.data(), key.data() + key.size(), number);
      const bool whole = read.ec == std::errc{} && read.ptr == key.data() + key.size();
      if (whole && number >= next && number < std::numeric_limits<std::int64_t>::max()) next = number + 1;
    }
    return *children[found->second].second;
  }

  json::value json() const {
    if (text) return json::value(*text);
    bool list = !children.empty();
    std::size_t position = 0;
    for (const auto& [key, node] : children) list = list && key == std::to_string(position++);
    if (list) {
      json::array out;
      for (const auto& [key, node] : children) out.push_back(node->json());
      return out;
    }
    return object();
  }

  json::object object() const {
    json::object out;
    for (const auto& [key, node] : children) out[key] = node->json();
    return out;
  }
};

FormReader::FormReader() : root_(std::make_unique<Node>()) {}
FormReader::~FormReader() = default;

void FormReader::add(const std::string& key, std::string value) {
  const std::vector<std::string> path = split_key(key);
  Node* node = root_.get();
  for (std::size_t i = 0; i < path.size(); ++i) {
    node->text.reset();
    node = &node->child(path[i].empty() && i > 0 ? std::to_string(node->next) : path[i]);
  }
  node->children.clear();
  node->index.clear();
  node->text = std::move(value);
}

json::object FormReader::take() const { return root_->object(); }

json::object read_query(std::string_view query) {
  FormReader form;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string key = percent_decode(pair.substr(0, equals));
    if (!key.empty()) form.add(key, percent_decode(pair.substr(std::min(equals + 1, pair.size()))));
  }
  return form.take();
}

void lists_to_arrays(json::value& value) {
  if (value.is_array()) {
    for (json::value& item : value.get_array()) lists_to_arrays(item);
    return;
  }
  if (!value.is_object()) return;
  json::object& object = value.get_object();
  bool list = !object.empty();
  std::size_t index = 0;
  for (auto& entry : object) {
    lists_to_arrays(entry.value());
    list = list && entry.key() == std::to_string(index++);
  }
  if (!list) return;
  json::array items;
  for (auto& entry : object) items.push_back(std::move(entry.value()));
  value = std::move(items);
}

bool valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80          ? 1
                               : (lead >> 5U) == 6  ? 2
                               : (lead >> 4U) == 14 ? 3
                               : (lead >> 3U) == 30 ? 4
                                                    : 0;
    if (length == 0 || i + length > text.size() || (length == 2 && lead < 0xC2) || lead > 0xF4) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) >> 6U) != 2) return false;
    }
    i += length;
  }
  return true;
}

void FormWriter::add(std::string_view key, std::string_view value) {
  if (!out_.empty()) out_ += '&';
  out_ += percent_encode(key) + "=" + percent_encode(value);
}

void FormWriter::add(const std::string& prefix, const std::vector<std::string>& path,
                     std::string_view value) {
  std::string key = prefix;
  for (const std::string& part : path) key += "[" + part + "]";
  add(key, value);
}

}  // namespace sd::portal_double
