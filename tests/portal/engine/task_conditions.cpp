#include "tests/portal/engine/task_conditions.h"

#include <algorithm>
#include <sstream>

#include "tests/portal/engine/iso_time.h"
#include "tests/portal/engine/whole_number.h"

namespace sd::portal_double {
namespace {

// PHP-like LIKE: '%' at either end of the pattern; without any, the text is looked for anywhere.
bool like(const std::string& text, const std::string& pattern) {
  const bool open_front = pattern.starts_with('%');
  const bool open_back = pattern.size() > 1 && pattern.ends_with('%');
  const std::string core =
      pattern.substr(open_front ? 1 : 0, pattern.size() - (open_front ? 1 : 0) - (open_back ? 1 : 0));
  if (!open_front && !open_back) return text.find(core) != std::string::npos;
  if (open_front && open_back) return text.find(core) != std::string::npos;
  return open_front ? text.ends_with(core) : text.starts_with(core);
}

// Latin and Russian letters small.
std::string small(std::string text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 'A' && byte <= 'Z') text[i] = static_cast<char>(byte + 32);
    if (byte != 0xD0 || i + 1 == text.size()) continue;
    const auto next = static_cast<unsigned char>(text[i + 1]);
    if (next >= 0x90 && next <= 0x9F) text[i + 1] = static_cast<char>(next + 0x20);
    if (next >= 0xA0 && next <= 0xAF) {
      text[i] = static_cast<char>(0xD1);
      text[i + 1] = static_cast<char>(next - 0x20);
    }
    if (next == 0x81) {  // Ё
      text[i] = static_cast<char>(0xD1);
      text[i + 1] = static_cast<char>(0x91);
    }
    ++i;
  }
  return text;
}

// The full text index: title and description, every word.
bool holds_words(const Task& task, const std::vector<std::string>& sought) {
  const std::string text = small(task.title + " " + task.description);
  for (const std::string& words : sought) {
    std::istringstream each(small(words));
    for (std::string word; each >> word;) {
      if (text.find(word) == std::string::npos) return false;
    }
  }
  return true;
}

template <class Value>
bool compare(const Value& left, const std::string& op, const std::vector<Value>& right) {
  const auto equal = [&] { return std::find(right.begin(), right.end(), left) != right.end(); };
  if (op.empty() || op == "=") return equal();
  if (op == "!" || op == "!=") return !equal();
  if (right.empty()) return true;
  const Value& bound = right.front();
  if (op == ">") return left > bound;
  if (op == ">=") return left >= bound;
  if (op == "<") return left < bound;
  if (op == "<=") return left <= bound;
  return true;
}

bool any_of_texts(const std::vector<std::string>& have, const Condition& condition) {
  const bool found = std::any_of(have.begin(), have.end(), [&](const std::string& text) {
    return std::find(condition.values.begin(), condition.values.end(), text) != condition.values.end();
  });
  const bool wants_none =
      condition.values.empty() || (condition.values.size() == 1 && condition.values[0].empty());
  const bool result = wants_none ? have.empty() : found;
  return condition.op.starts_with('!') ? !result : result;
}

bool matches(const Evaluation& e, const Task& task, const Condition& condition) {
  if (const auto at = numbers().find(condition.key); at != numbers().end()) {
    std::vector<std::int64_t> values;
    for (const std::string& text : condition.values) values.push_back(text == "Y" ? 1 : whole_number(text));
    // Stage 0 and the first column's id are asked for together by those who know; nothing to add here.
    return compare(at->second(e, task), condition.op, values);
  }
  if (const auto at = dates().find(condition.key); at != dates().end()) {
    std::vector<std::int64_t> values;
    for (const std::string& text : condition.values) {
      values.push_back(text.empty() ? 0 : read_instant(text, e.caller.offset_minutes).value_or(0));
    }
    const std::int64_t have = at->second(e, task);
    const bool ranged = condition.op.find_first_of("<>") != std::string::npos;
    if (ranged && have == 0) return false;
    return compare(have, condition.op, values);
  }
  if (const auto at = texts().find(condition.key); at != texts().end()) {
    const std::string have = at->second(e, task);
    const bool pattern = !condition.values.empty() && condition.values.front().find('%') != std::string::npos;
    if (condition.op.ends_with('%') || (condition.key == "TITLE" && pattern)) {
      const bool found = std::any_of(condition.values.begin(), condition.values.end(),
                                     [&](const std::string& text) { return like(have, text); });
      return condition.op.starts_with('!') ? !found : found;
    }
    return compare(have, condition.op, condition.values);
  }
  if (const auto at = id_lists().find(condition.key); at != id_lists().end()) {
    const std::vector<std::int64_t> have = at->second(task);
    const bool found =
        std::any_of(condition.values.begin(), condition.values.end(), [&](const std::string& text) {
          return std::find(have.begin(), have.end(), whole_number(text)) != have.end();
        });
    return condition.op.starts_with('!') ? !found : found;
  }
  if (condition.key == "TAG") {
    std::vector<std::string> have;
    for (const auto& [id, title] : task.tags) have.push_back(title);
    return any_of_texts(have, condition);
  }
  if (condition.key == "SEARCH_INDEX") return holds_words(task, condition.values);
  if (condition.key == "UF_CRM_TASK") return any_of_texts(task.crm, condition);
  if (condition.key == "ONLY_ROOT_TASKS")
    return condition.values.empty() || condition.values[0] != "Y" || task.parent == 0;
  if (condition.key == "WO_DEADLINE")
    return condition.values.empty() || condition.values[0] != "Y" || task.deadline == 0;
  if (condition.key.starts_with("UF_") && e.portal.fields.named(condition.key)) {
    return any_of_texts(custom_value(e.portal, task, condition.key), condition);
  }
  return true;  // unknown keys are ignored: a typo returns everything
}

}  // namespace

bool matches(const Evaluation& e, const Task& task, const ConditionGroup& group) {
  const auto one = [&](const auto& part) { return matches(e, task, part); };
  if (!group.any) {
    return std::all_of(group.conditions.begin(), group.conditions.end(), one) &&
           std::all_of(group.groups.begin(), group.groups.end(), one);
  }
  if (group.conditions.empty() && group.groups.empty()) return true;
  return std::any_of(group.conditions.begin(), group.conditions.end(), one) ||
         std::any_of(group.groups.begin(), group.groups.end(), one);
}

}  // namespace sd::portal_double
