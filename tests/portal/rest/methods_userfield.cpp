// task.item.userfield.* (portal-api 7). The documented parameters are named; the order is tolerated too.
#include <algorithm>

#include "tests/portal/engine/fields.h"
#include "tests/portal/rest/call.h"

namespace sd::portal_double {
namespace {

const json::object& named_or(const Call& call, const char* name, std::size_t position) {
  if (const json::value* value = find(call.params, name); value && value->is_object())
    return value->get_object();
  static const json::object kEmpty;
  if (position < call.params.size()) {
    const json::value& value = (call.params.begin() + static_cast<std::ptrdiff_t>(position))->value();
    if (value.is_object()) return value.get_object();
  }
  return kEmpty;
}

void read_into(UserField& field, const json::object& params) {
  if (params.contains("XML_ID")) field.xml_id = text_at(params, "XML_ID");
  if (params.contains("SORT")) field.sort = static_cast<int>(int_at(params, "SORT").value_or(100));
  if (params.contains("MULTIPLE")) field.multiple = flag_at(params, "MULTIPLE");
  if (params.contains("MANDATORY")) field.mandatory = flag_at(params, "MANDATORY");
  if (const json::value* label = find(params, "EDIT_FORM_LABEL")) {
    if (label->is_object()) {
      field.edit_label = texts_by_key(label->get_object());
    } else {
      field.edit_label = {{"ru", text_of(*label)}, {"en", text_of(*label)}};
    }
  }
  if (params.contains("LABEL") && field.edit_label.empty()) {
    field.edit_label = {{"ru", text_at(params, "LABEL")}, {"en", text_at(params, "LABEL")}};
  }
  if (const json::value* settings = find(params, "SETTINGS"); settings && settings->is_object()) {
    for (const auto& [key, value] : texts_by_key(settings->get_object())) field.settings[key] = value;
  }
}

json::object row_of(const UserField& field, bool labels) {
  json::object settings;
  for (const auto& [key, value] : field.settings) {
    const std::optional<std::int64_t> number = int_of(json::value(value));
    settings[key] = number ? json::value(*number) : json::value(value);
  }
  json::object row{{"ID", std::to_string(field.id)},
                   {"ENTITY_ID", "TASKS_TASK"},
                   {"FIELD_NAME", field.name},
                   {"USER_TYPE_ID", field.type},
                   {"XML_ID", field.xml_id.empty() ? json::value(nullptr) : json::value(field.xml_id)},
                   {"SORT", std::to_string(field.sort)},
                   {"MULTIPLE", field.multiple ? "Y" : "N"},
                   {"MANDATORY", field.mandatory ? "Y" : "N"},
                   {"SHOW_FILTER", "N"},
                   {"SHOW_IN_LIST", "Y"},
                   {"EDIT_IN_LIST", "Y"},
                   {"IS_SEARCHABLE", "N"},
                   {"SETTINGS", settings.empty() ? json::value(json::array{}) : json::value(settings)}};
  if (!labels) return row;
  json::object text;
  for (const auto& [lang, label] : field.edit_label) text[lang] = label;
  for (const char* name : {"EDIT_FORM_LABEL", "LIST_COLUMN_LABEL", "LIST_FILTER_LABEL"}) row[name] = text;
  row["ERROR_MESSAGE"] = json::object{{"ru", ""}, {"en", ""}};
  row["HELP_MESSAGE"] = json::object{{"ru", ""}, {"en", ""}};
  return row;
}

std::int64_t field_id(const Call& call) {
  std::optional<std::int64_t> id = int_at(call.params, "ID");
  if (!id && !call.params.empty()) id = int_of(call.params.begin()->value());
  if (!id || *id <= 0) throw core_error("ID is not defined or invalid.");
  return *id;
}

json::value add_field(Call& call) {
  if (!call.caller.admin) throw core_error("Access denied");
  const json::object& params = named_or(call, "PARAMS", 0);
  UserField field;
  field.type = text_at(params, "USER_TYPE_ID");
  field.name = text_at(params, "FIELD_NAME");
  read_into(field, params);
  return call.portal.fields.add(std::move(field));
}

json::value update_field(Call& call) {
  if (!call.caller.admin) throw core_error("Access denied");
  const std::int64_t id = field_id(call);
  const json::object& data = named_or(call, "DATA", 1);
  if (data.empty()) {
    throw core_error("TASKS_ERROR_EXCEPTION_#0; Invalid arguments for CTaskItemUserField::update; 0/TE");
  }
  UserField* field = call.portal.fields.editable(id);
  if (!field)
    throw Refusal(400, "ERROR_NOT_FOUND", "The entity with ID '" + std::to_string(id) + "' is not found");
  read_into(*field, data);
  return true;
}

json::value get_field(Call& call) {
  const std::int64_t id = field_id(call);
  const UserField* field = call.portal.fields.find(id);
  if (!field)
    throw Refusal(400, "ERROR_NOT_FOUND", "The entity with ID '" + std::to_string(id) + "' is not found");
  call.total = 0;
  return row_of(*field, true);
}

json::value list_fields(Call& call) {
  json::array rows;
  const json::object& filter = named_or(call, "FILTER", 1);
  for (const auto& [id, field] : call.portal.fields.all()) {
    const json::object row = row_of(field, false);
    const bool fits = std::all_of(filter.begin(), filter.end(), [&](const auto& wanted) {
      const json::value* have = row.if_contains(wanted.key());
      if (!have) return true;
      const std::vector<std::string> values = texts_of(wanted.value());
      return std::find(values.begin(), values.end(), text_of(*have)) != values.end();
    });
    if (fits) rows.push_back(row);
  }
  call.total = 0;
  return rows;
}

json::value remove_field(Call& call) {
  delete_user_field(call.portal, call.caller, field_id(call));
  return true;
}

json::value types(Call&) {
  json::array out;
  for (const char* id :
       {"string", "integer", "double", "datetime", "date", "boolean", "address", "url", "file", "enumeration",
        "employee", "crm", "crm_status", "iblock_section", "iblock_element", "money"}) {
    out.push_back(json::object{{"ID", id}, {"title", id}});
  }
  return out;
}

json::value describe(Call&) {
  json::object out;
  for (const char* name : {"ID", "ENTITY_ID", "FIELD_NAME", "USER_TYPE_ID", "XML_ID", "SORT", "MULTIPLE",
                           "MANDATORY", "SETTINGS", "EDIT_FORM_LABEL"}) {
    out[name] = json::object{{"type", "string"}, {"title", name}};
  }
  return out;
}

}  // namespace

void add_userfield_methods(MethodTable& table) {
  table["task.item.userfield.add"] = {"task", add_field};
  table["task.item.userfield.update"] = {"task", update_field};
  table["task.item.userfield.get"] = {"task", get_field};
  table["task.item.userfield.getlist"] = {"task", list_fields};
  table["task.item.userfield.delete"] = {"task", remove_field};
  table["task.item.userfield.gettypes"] = {"task", types};
  table["task.item.userfield.getfields"] = {"task", describe};
}

}  // namespace sd::portal_double
