#include "extension/portal/history.h"

#include <algorithm>

#include "extension/portal/json_reading.h"
#include "extension/portal/wire_words.h"

namespace sd::portal {
namespace {

std::string text_at(const json::value& row, std::string_view path) {
  const json::value* value = member_at(row, path);
  return value == nullptr ? "" : to_text(*value);
}

}  // namespace

Result<std::vector<kanban::HistoryRow>> decode_history(const json::value& result, const FieldNames& names) {
  std::vector<kanban::HistoryRow> history;
  if (is_empty(result)) return history;
  const json::value* list = member(result, "list");
  if (list == nullptr || !list->is_array())
    return shape_error("tasks.task.history.list: result.list is not a list");
  history.reserve(list->get_array().size());
  for (const json::value& item : list->get_array()) {
    RowReader reader(item, "history row");
    kanban::HistoryRow row;
    row.id = reader.integer("id");
    row.at = reader.time("createdDate");
    row.raw_field = reader.text("field");
    row.field = history_field(row.raw_field, names);
    row.from = text_at(item, "value.from");
    row.to = text_at(item, "value.to");
    if (const json::value* user = member_at(item, "user.id"))
      row.user = UserId{to_integer(*user).value_or(0)};
    if (reader.error()) return *reader.error();
    history.push_back(std::move(row));
  }
  // By id, not by instant: a portal's clock may be put back.
  std::sort(history.begin(), history.end(),
            [](const auto& left, const auto& right) { return left.id < right.id; });
  return history;
}

}  // namespace sd::portal
