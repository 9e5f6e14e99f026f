#include "extension/portal/userfields.h"

#include <algorithm>

#include "extension/portal/json_reading.h"

namespace sd::portal {
namespace {

// What may change after the field is made.
json::object changeable(const TaskField& field) {
  json::object data;
  if (!field.labels.empty()) {
    json::object labels;
    for (const auto& [language, text] : field.labels) labels[language] = text;
    data["LABEL"] = field.labels.begin()->second;
    data["EDIT_FORM_LABEL"] = labels;
  }
  data["SORT"] = field.sort;
  data["MANDATORY"] = field.mandatory ? "Y" : "N";
  if (!field.settings.empty()) {
    json::object settings;
    for (const auto& [name, value] : field.settings) settings[name] = value;
    data["SETTINGS"] = settings;
  }
  return data;
}

Result<TaskField> decode_field(const json::value& item) {
  RowReader row(item, "task field");
  TaskField field;
  field.id = row.integer("ID");
  field.name = row.text("FIELD_NAME");
  field.user_type = row.text("USER_TYPE_ID");
  field.xml_id = row.text("XML_ID");
  field.sort = static_cast<int>(std::clamp<std::int64_t>(row.integer_or("SORT", 0), -1'000'000, 1'000'000));
  field.mandatory = row.flag("MANDATORY");
  field.multiple = row.flag("MULTIPLE");
  if (const json::value* settings = member(item, "SETTINGS"); settings != nullptr && settings->is_object()) {
    for (const auto& [name, value] : settings->get_object())
      field.settings.emplace_back(name, to_text(value));
  }
  if (row.error()) return *row.error();
  return field;
}

}  // namespace

Result<std::vector<TaskField>> list_task_fields(Caller& caller, const Actor& actor) {
  const auto answer = caller.call(
      actor, {"task.item.userfield.getlist", {{"ORDER", {{"SORT", "ASC"}}}, {"FILTER", json::array{}}}});
  if (!answer) return answer.error();
  std::vector<TaskField> fields;
  if (is_empty(answer->result)) return fields;
  if (!answer->result.is_array()) return shape_error("task.item.userfield.getlist: result is not a list");
  for (const json::value& item : answer->result.get_array()) {
    auto field = decode_field(item);
    if (!field) return field.error();
    fields.push_back(std::move(field).value());
  }
  return fields;
}

Result<std::int64_t> add_task_field(Caller& caller, const Actor& actor, const TaskField& field) {
  json::object params{
      {"USER_TYPE_ID", field.user_type}, {"FIELD_NAME", field.name}, {"XML_ID", field.xml_id}};
  for (const auto& [name, value] : changeable(field)) params[name] = value;
  params["MULTIPLE"] = field.multiple ? "Y" : "N";
  const auto answer = caller.call(actor, {"task.item.userfield.add", {{"PARAMS", params}}, Effect::kWrite});
  if (answer) {
    const auto id = to_integer(answer->result);
    if (!id || *id <= 0) return shape_error("task.item.userfield.add: result is not an id");
    return *id;
  }
  if (answer.error().code != "portal.refused" && answer.error().code != "portal.lost") return answer.error();
  const auto fields = list_task_fields(caller, actor);
  if (!fields) return answer.error();
  for (const TaskField& standing : *fields) {
    if (standing.name == field.name) return standing.id;
  }
  return answer.error();
}

Status update_task_field(Caller& caller, const Actor& actor, const TaskField& field) {
  const Call call{
      "task.item.userfield.update", {{"ID", field.id}, {"DATA", changeable(field)}}, Effect::kWrite};
  auto answer = caller.call(actor, call);
  if (!answer && answer.error().code == "portal.lost") answer = caller.call(actor, call);  // the same values
  if (!answer) return answer.error();
  return Done{};
}

}  // namespace sd::portal
