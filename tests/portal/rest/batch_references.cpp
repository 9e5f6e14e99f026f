#include "tests/portal/rest/batch_references.h"

#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

namespace sd::portal_double {
namespace {

struct Reference {
  std::size_t begin = 0, end = 0;  // in the text
  std::string container;
  std::vector<std::string> path;
};

// The first reference at or after `from`.
std::optional<Reference> next_reference(const std::string& text, std::size_t from) {
  for (std::size_t at = text.find('$', from); at != std::string::npos; at = text.find('$', at + 1)) {
    for (const std::string_view name : {"result", "error", "next", "total", "time"}) {
      if (text.compare(at + 1, name.size(), name) != 0) continue;
      std::size_t open = at + 1 + name.size();
      Reference reference{at, open, std::string(name), {}};
      while (open < text.size() && text[open] == '[') {
        const std::size_t close = text.find(']', open);
        if (close == std::string::npos) break;
        reference.path.push_back(text.substr(open + 1, close - open - 1));
        open = reference.end = close + 1;
      }
      if (!reference.path.empty()) return reference;
    }
  }
  return std::nullopt;
}

const json::value* child(const json::value& value, const std::string& key) {
  if (const json::object* object = value.if_object()) return object->if_contains(key);
  const json::array* array = value.if_array();
  std::size_t index = 0;
  const auto read = std::from_chars(key.data(), key.data() + key.size(), index);
  if (!array || read.ec != std::errc{} || read.ptr != key.data() + key.size()) return nullptr;
  return array->if_contains(index);
}

// nullptr when the container has no such command.
const json::value* look_up(const Reference& reference, const BatchState& state) {
  const auto container = state.find(reference.container);
  if (container == state.end()) return nullptr;
  const json::value* value = container->second.if_contains(reference.path.front());
  for (std::size_t i = 1; value && i < reference.path.size(); ++i) {
    const json::value* below = child(*value, reference.path[i]);
    if (!below) break;
    value = below;
  }
  return value;
}

void resolve_text(json::value& value, const BatchState& state) {
  std::string text(value.get_string());
  std::optional<Reference> reference = next_reference(text, 0);
  if (!reference) return;
  if (reference->begin == 0 && reference->end == text.size()) {
    const json::value* found = look_up(*reference, state);
    value = found ? *found : json::value("");
    return;
  }
  while (reference) {
    const json::value* found = look_up(*reference, state);
    std::size_t resume = reference->end;
    if (found && found->is_string()) {
      const std::string put(found->get_string());
      text.replace(reference->begin, reference->end - reference->begin, put);
      resume = reference->begin + put.size();
    }
    reference = next_reference(text, resume);
  }
  value = json::string(text);
}

}  // namespace

void resolve_references(json::value& value, const BatchState& state) {
  if (value.is_string()) {
    resolve_text(value, state);
  } else if (value.is_array()) {
    for (json::value& item : value.get_array()) resolve_references(item, state);
  } else if (value.is_object()) {
    for (auto& entry : value.get_object()) resolve_references(entry.value(), state);
  }
}

}  // namespace sd::portal_double
