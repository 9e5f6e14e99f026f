#include "extension/config/toml_reader.h"

#include <algorithm>
#include <numeric>

namespace sd::config {
namespace {

// Number of single-letter edits between the two (Levenshtein). O(a * b); keys are short.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

// What a person typed, short and printable.
std::string shown(std::string_view text) {
  constexpr std::size_t kShown = 60;
  std::string out;
  for (const char c : text.substr(0, kShown))
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  if (text.size() > kShown) out += "...";
  return out;
}

}  // namespace

const toml::node* TomlReader::find(const std::string& key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.push_back(key);
  return table_.get(key);
}

bool TomlReader::has(const std::string& key) { return find(key) != nullptr; }

int TomlReader::line_of(const std::string& key) const {
  const toml::node* node = table_.get(key);
  if (node) return static_cast<int>(node->source().begin.line);
  return prefix_.empty() ? 0 : static_cast<int>(table_.source().begin.line);
}

void TomlReader::problem(const std::string& key, std::string reason, std::string advice) {
  problems_.push_back({file_, line_of(key), name_of(key), std::move(reason), std::move(advice)});
}

std::optional<std::string> TomlReader::text(const std::string& key, const std::string& advice) {
  const toml::node* node = find(key);
  if (!node) return std::nullopt;
  const std::optional<std::string> value = node->value_exact<std::string>();
  if (!value) {
    problem(key, "it must be a text in quotes", advice);
    return std::nullopt;
  }
  if (value->empty()) {
    problem(key, "it is empty", advice);
    return std::nullopt;
  }
  if (std::any_of(value->begin(), value->end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; })) {
    problem(key, "it holds a control character, such as a line break", advice);
    return std::nullopt;
  }
  return value;
}

std::optional<std::string> TomlReader::required_text(const std::string& key, const std::string& advice) {
  if (!has(key)) {
    problem(key, "it is missing", advice);
    return std::nullopt;
  }
  return text(key, advice);
}

int TomlReader::number(const std::string& key, int fallback, int least, int most) {
  const toml::node* node = find(key);
  if (!node) return fallback;
  const std::string advice =
      "Give a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".";
  const std::optional<std::int64_t> value = node->value_exact<std::int64_t>();
  if (!value) {
    problem(key, "it is not a whole number", advice);
    return fallback;
  }
  if (*value < least || *value > most) {
    problem(key, std::to_string(*value) + " is out of range", advice);
    return fallback;
  }
  return static_cast<int>(*value);
}

const toml::table* TomlReader::table(const std::string& key) {
  const toml::node* node = find(key);
  if (!node) return nullptr;
  if (!node->as_table())
    problem(key, "it must be a section", "Write [" + name_of(key) + "] on a line of its own.");
  return node->as_table();
}

const toml::array* TomlReader::array(const std::string& key, const std::string& advice) {
  const toml::node* node = find(key);
  if (!node) return nullptr;
  if (!node->as_array()) problem(key, "it must be a list", advice);
  return node->as_array();
}

void TomlReader::refuse_unknown() {
  for (const auto& [key, node] : table_) {
    const std::string name(key.str());
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
    const auto nearest = std::min_element(known_.begin(), known_.end(), [&](const auto& a, const auto& b) {
      return edits(name, a) < edits(name, b);
    });
    std::string advice = "Remove it.";
    if (nearest != known_.end() && edits(name, *nearest) <= std::max<std::size_t>(2, nearest->size() / 3)) {
      advice = "Did you mean \"" + name_of(*nearest) + "\"?";
    } else if (!known_.empty()) {
      advice = "Known here:";
      for (const std::string& one : known_) advice += " " + one;
      advice += ".";
    }
    problems_.push_back(
        {file_, static_cast<int>(key.source().begin.line), shown(name_of(name)), "unknown key", advice});
  }
}

}  // namespace sd::config
