#include "extension/settings/http/settings_json.h"

namespace sd::settings {
namespace {

json::value cell_json(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
  return json::value(std::get<std::string>(cell));
}

json::array changes_json(const std::vector<Changed>& changes) {
  json::array out;
  for (const Changed& change : changes) {
    out.push_back(json::object{
        {"row", change.row}, {"field", change.field}, {"before", change.before}, {"after", change.after}});
  }
  return out;
}

}  // namespace

json::array rows_json(const Description& description, const std::vector<Row>& rows) {
  json::array out;
  for (const Row& row : rows) {
    json::object object;
    for (std::size_t i = 0; i < description.fields.size(); ++i) {
      object[description.fields[i].name] = cell_json(row[i]);
    }
    out.push_back(std::move(object));
  }
  return out;
}

json::array wrong_json(const std::vector<Wrong>& wrong) {
  json::array out;
  for (const Wrong& one : wrong) {
    out.push_back(json::object{{"row", one.row}, {"field", one.field}, {"code", one.code}});
  }
  return out;
}

json::array saves_json(const std::vector<Saved>& saves) {
  json::array out;
  for (const Saved& save : saves) {
    out.push_back(json::object{{"section", to_string(save.section)},
                               {"group", save.group.value()},
                               {"version", save.version},
                               {"by", save.by.value()},
                               {"at_ms", to_ms(save.at)},
                               {"changes", changes_json(save.changes)}});
  }
  return out;
}

json::array sheet_json(const StageSheet& sheet) {
  json::array out;
  for (const StageLine& line : sheet) {
    out.push_back(json::object{{"id", line.id.value()},
                               {"title", line.title},
                               {"color", line.color},
                               {"role", kanban::to_string(line.role)},
                               {"wip_limit", line.rule.wip_limit},
                               {"over_limit", kanban::to_string(line.rule.over_limit)},
                               {"without_estimate", kanban::to_string(line.rule.without_estimate)},
                               {"under_stopper", kanban::to_string(line.rule.under_stopper)}});
  }
  return out;
}

http::Response answer(const json::value& body, int status) {
  return {status, "application/json; charset=utf-8", json::serialize(body), {{"Cache-Control", "no-store"}}};
}

http::Response wrong_answer(const std::vector<Wrong>& wrong) {
  return answer(
      json::object{{"error", "settings.wrong"}, {"kind", "invalid_argument"}, {"wrong", wrong_json(wrong)}},
      400);
}

http::Response stale_answer(const std::vector<Saved>& meanwhile) {
  return answer(
      json::object{{"error", "settings.stale"}, {"kind", "conflict"}, {"meanwhile", saves_json(meanwhile)}},
      409);
}

}  // namespace sd::settings
