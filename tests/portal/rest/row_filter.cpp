#include "tests/portal/rest/row_filter.h"

#include <algorithm>

#include "tests/portal/engine/task_query.h"

namespace sd::portal_double {
namespace {

bool as_bool(const std::string& text) { return text == "1" || text == "Y" || text == "true"; }

bool value_fits(const json::value& have, const std::string& op, const std::vector<std::string>& values) {
  if (have.is_bool())
    return (as_bool(values.empty() ? "" : values.front()) == have.get_bool()) != op.starts_with('!');
  const std::string text = text_of(have);
  const bool equal =
      values.empty() ? text.empty() : std::find(values.begin(), values.end(), text) != values.end();
  if (op.empty()) return equal;
  if (op == "!") return !equal;
  const std::string bound = values.empty() ? "" : values.front();
  if (op.ends_with('%')) {
    std::string core = bound;
    std::erase(core, '%');
    const bool found = text.find(core) != std::string::npos;
    return op.starts_with('!') ? !found : found;
  }
  const std::optional<std::int64_t> left = int_of(have), right = int_of(json::value(bound));
  const int sign = left && right ? (*left < *right ? -1 : *left > *right ? 1 : 0) : text.compare(bound);
  if (op == ">") return sign > 0;
  if (op == ">=") return sign >= 0;
  if (op == "<") return sign < 0;
  if (op == "<=") return sign <= 0;
  return true;
}

}  // namespace

bool row_fits(const json::object& row, const json::object& filter) {
  for (const auto& entry : filter) {
    const Condition condition = split_condition(std::string(entry.key()));
    const json::value* have = row.if_contains(condition.key);
    if (have && !value_fits(*have, condition.op, texts_of(entry.value()))) return false;
  }
  return true;
}

void sort_rows(std::vector<json::object>& rows, const json::object& order) {
  if (order.empty()) return;
  const std::string key(order.begin()->key());
  const std::string way = text_of(order.begin()->value());
  const bool descending = !way.empty() && (way[0] == 'd' || way[0] == 'D');
  const auto less = [&](const json::object& a, const json::object& b) {
    const json::value* left = a.if_contains(key);
    const json::value* right = b.if_contains(key);
    if (!left || !right) return false;
    const std::optional<std::int64_t> x = int_of(*left), y = int_of(*right);
    return x && y ? *x < *y : text_of(*left) < text_of(*right);
  };
  std::stable_sort(rows.begin(), rows.end(), [&](const json::object& a, const json::object& b) {
    return descending ? less(b, a) : less(a, b);
  });
}

json::array to_array(std::vector<json::object> rows) {
  json::array out;
  for (json::object& row : rows) out.push_back(std::move(row));
  return out;
}

json::object pick(const json::object& row, const std::vector<std::string>& select, const char* id_key) {
  if (select.empty() || std::find(select.begin(), select.end(), "*") != select.end()) return row;
  json::object out;
  for (const auto& entry : row) {
    if (entry.key() == id_key || std::find(select.begin(), select.end(), entry.key()) != select.end()) {
      out[entry.key()] = entry.value();
    }
  }
  return out;
}

}  // namespace sd::portal_double
