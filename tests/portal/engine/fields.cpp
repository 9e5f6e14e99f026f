#include "tests/portal/engine/fields.h"

#include <algorithm>

#include "tests/portal/engine/portal.h"
#include "tests/portal/engine/refusal.h"
#include "tests/portal/engine/task_rules.h"

namespace sd::portal_double {

Fields::Fields() {
  std::int64_t id = 51;
  for (const auto& [name, type] :
       {std::pair{"UF_CRM_TASK", "crm"}, std::pair{"UF_MAIL_MESSAGE", "mail_message"},
        std::pair{"UF_TASK_WEBDAV_FILES", "disk_file"}}) {
    UserField field;
    field.id = id++;
    field.name = name;
    field.type = type;
    field.multiple = field.type != "mail_message";
    field.system = true;
    fields_[field.id] = field;
  }
}

const UserField* Fields::find(std::int64_t id) const {
  const auto found = fields_.find(id);
  return found == fields_.end() ? nullptr : &found->second;
}

UserField* Fields::editable(std::int64_t id) {
  const auto found = fields_.find(id);
  return found == fields_.end() || found->second.system ? nullptr : &found->second;
}

const UserField* Fields::named(const std::string& name) const {
  const auto found = std::find_if(fields_.begin(), fields_.end(),
                                  [&](const auto& entry) { return entry.second.name == name; });
  return found == fields_.end() ? nullptr : &found->second;
}

std::int64_t Fields::add(UserField field) {
  if (field.type.empty()) throw core_error("The 'USER_TYPE_ID' field is not found.");
  static const std::vector<std::string> kTypes = {"string", "double", "datetime", "boolean", "integer"};
  if (std::find(kTypes.begin(), kTypes.end(), field.type) == kTypes.end()) {
    throw core_error("Invalid user type specified.");
  }
  if (field.name.empty()) throw core_error("The 'FIELD_NAME' field is not found");
  std::transform(field.name.begin(), field.name.end(), field.name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (!field.name.starts_with("UF_")) field.name = "UF_" + field.name;
  const auto good = [](unsigned char c) { return (std::isalnum(c) != 0 && c < 128) || c == '_'; };
  if (field.name.size() > 50 || !std::all_of(field.name.begin(), field.name.end(), good)) {
    throw core_error("The 'FIELD_NAME' field contains invalid characters or is longer than 50.");
  }
  if (named(field.name)) {
    throw core_error("The field " + field.name + " for the object TASKS_TASK already exists.");
  }
  if (field.type == "boolean") field.multiple = false;
  field.id = next_id_++;
  fields_[field.id] = field;
  return field.id;
}

void delete_user_field(Portal& portal, const Caller& caller, std::int64_t id) {
  if (!caller.admin) throw core_error("Access denied");
  const UserField* field = portal.fields.editable(id);
  if (!field)
    throw Refusal(400, "ERROR_NOT_FOUND", "The entity with ID '" + std::to_string(id) + "' is not found");
  for (auto& [task_id, task] : portal.tasks.all()) set_custom_value(portal, task, field->name, {});
  portal.fields.erase(id);
}

}  // namespace sd::portal_double
