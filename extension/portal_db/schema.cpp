#include "extension/portal_db/schema.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace sd::portal_db {
namespace {

enum class Kind { kNumber, kText, kDate };

struct Column {
  const char* name;
  Kind kind;
};
struct Table {
  const char* name;
  std::vector<Column> columns;
};

// Everything that is ever selected. Nothing of passwords, sessions and tokens is among it.
const std::vector<Table>& needed() {
  using enum Kind;
  static const std::vector<Table> tables{
      {"b_tasks",
       {{"ID", kNumber},
        {"TITLE", kText},
        {"PRIORITY", kNumber},
        {"STATUS", kNumber},
        {"RESPONSIBLE_ID", kNumber},
        {"CREATED_BY", kNumber},
        {"DEADLINE", kDate},
        {"CREATED_DATE", kDate},
        {"CHANGED_DATE", kDate},
        {"CLOSED_DATE", kDate},
        {"GROUP_ID", kNumber},
        {"STAGE_ID", kNumber},
        {"FORUM_TOPIC_ID", kNumber},
        {"TASK_CONTROL", kText},
        {"XML_ID", kText},
        {"ZOMBIE", kText}}},
      {"b_uts_tasks_task", {{"VALUE_ID", kNumber}}},
      {"b_tasks_log",
       {{"ID", kNumber},
        {"CREATED_DATE", kDate},
        {"USER_ID", kNumber},
        {"TASK_ID", kNumber},
        {"FIELD", kText},
        {"FROM_VALUE", kText},
        {"TO_VALUE", kText}}},
      {"b_tasks_stages",
       {{"ID", kNumber},
        {"TITLE", kText},
        {"SORT", kNumber},
        {"COLOR", kText},
        {"ENTITY_ID", kNumber},
        {"ENTITY_TYPE", kText}}},
      {"b_tasks_elapsed_time",
       {{"ID", kNumber},
        {"CREATED_DATE", kDate},
        {"DATE_START", kDate},
        {"USER_ID", kNumber},
        {"TASK_ID", kNumber},
        {"MINUTES", kNumber},
        {"SECONDS", kNumber}}},
      {"b_forum_message", {{"TOPIC_ID", kNumber}, {"NEW_TOPIC", kText}}},
      {"b_user",
       {{"ID", kNumber},
        {"ACTIVE", kText},
        {"NAME", kText},
        {"LAST_NAME", kText},
        {"EMAIL", kText},
        {"EXTERNAL_AUTH_ID", kText}}},
      {"b_uts_user", {{"VALUE_ID", kNumber}, {"UF_DEPARTMENT", kText}}},
      {"b_sonet_group", {{"ID", kNumber}, {"NAME", kText}, {"CLOSED", kText}}},
      {"b_sonet_user2group", {{"USER_ID", kNumber}, {"GROUP_ID", kNumber}, {"ROLE", kText}}},
      {"b_crm_company", {{"ID", kNumber}, {"TITLE", kText}}},
  };
  return tables;
}

// Some builds keep a number or a flag in a CHAR.
bool holds(const std::string& type, Kind kind) {
  const auto one_of = [&type](std::initializer_list<const char*> types) {
    return std::find(types.begin(), types.end(), type) != types.end();
  };
  if (kind == Kind::kDate) return one_of({"datetime", "timestamp"});
  const bool text = one_of(
      {"char", "varchar", "binary", "varbinary", "tinytext", "text", "mediumtext", "longtext", "enum"});
  if (kind == Kind::kText) return text;
  return text || one_of({"tinyint", "smallint", "mediumint", "int", "bigint", "double", "float", "decimal"});
}

using Types = std::map<std::string, std::string, std::less<>>;

Result<Types> types_of(Connection& connection, const std::string& table) {
  Types types;
  const Status read = connection.select(
      "SELECT UPPER(column_name), LOWER(data_type) FROM information_schema.columns"
      " WHERE table_schema = DATABASE() AND table_name = ?",
      {table}, [&types](const Row& row) { types[row.text(1)] = row.text(2); });
  if (!read) return read.error();
  return types;
}

// Tags are worth no refusal: older builds keep them elsewhere, and an import without them is still one.
Result<bool> has_tags(Connection& connection) {
  const Result<Types> labels = types_of(connection, "b_tasks_label");
  if (!labels) return labels.error();
  const Result<Types> links = types_of(connection, "b_tasks_task_tag");
  if (!links) return links.error();
  return labels->contains("ID") && labels->contains("NAME") && links->contains("TASK_ID") &&
         links->contains("TAG_ID");
}

// information_schema does not show what a user may not read: asked by name, the server says which it is.
bool is_forbidden(Connection& connection, const std::string& table, const std::string& column) {
  const Status asked = connection.select("SELECT " + column + " FROM " + table + " LIMIT 0",
                                         std::initializer_list<std::int64_t>{}, [](const Row&) {});
  return !asked && asked.error().code == "portal_db.denied";
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

struct Found {
  bool any = false;
  std::vector<std::string> missing, forbidden, strange;
  Types fields;  // of b_uts_tasks_task
};

Status look(Connection& connection, const Table& table, Found& found) {
  const Result<Types> types = types_of(connection, table.name);
  if (!types) return types.error();
  found.any = found.any || !types->empty();
  if (std::string(table.name) == "b_uts_tasks_task") found.fields = *types;
  for (const Column& column : table.columns) {
    const auto type = types->find(std::string_view(column.name));
    const std::string name = std::string(table.name) + "." + column.name;
    if (type == types->end()) {
      (is_forbidden(connection, table.name, column.name) ? found.forbidden : found.missing).push_back(name);
    } else if (!holds(type->second, column.kind)) {
      found.strange.push_back(name + " is " + type->second);
    }
  }
  return Done{};
}

Result<std::string> zone_of(Connection& connection) {
  std::string of_session, of_system;
  const Status read = connection.select("SELECT @@global.time_zone, @@system_time_zone",
                                        std::initializer_list<std::int64_t>{}, [&](const Row& row) {
                                          of_session = row.text(1);
                                          of_system = row.text(2);
                                        });
  if (!read) return read.error();
  return of_session == "SYSTEM" ? of_system : of_session;
}

}  // namespace

Result<Schema> check_schema(Connection& connection, const portal::FieldNames& names) {
  Found found;
  for (const Table& table : needed()) {
    if (const Status looked = look(connection, table, found); !looked) return looked.error();
  }
  if (!found.forbidden.empty()) {
    return Error{ErrorKind::kPermissionDenied, "portal_db.denied", "may not read " + joined(found.forbidden)};
  }
  if (!found.any)
    return Error{ErrorKind::kNotFound, "portal_db.not_a_portal", "no table of a portal is there"};
  if (!found.missing.empty()) {
    return Error{ErrorKind::kConflict, "portal_db.schema", "missing: " + joined(found.missing)};
  }
  if (!found.strange.empty()) {
    return Error{ErrorKind::kConflict, "portal_db.schema", "of another type: " + joined(found.strange)};
  }
  std::vector<std::string> fields;
  for (const std::string& name : {names.type, names.stopper, names.estimate}) {
    if (found.fields.contains(name)) continue;
    if (is_forbidden(connection, "b_uts_tasks_task", name)) {
      return Error{ErrorKind::kPermissionDenied, "portal_db.denied", "may not read b_uts_tasks_task." + name};
    }
    fields.push_back(name);
  }
  if (!fields.empty()) return Error{ErrorKind::kConflict, "portal_db.fields", joined(fields)};

  Schema schema;
  schema.crm_bindings = found.fields.contains("UF_CRM_TASK");
  const Result<bool> tags = has_tags(connection);
  if (!tags) return tags.error();
  schema.tags = *tags;
  Result<std::string> zone = zone_of(connection);
  if (!zone) return zone.error();
  schema.server_zone = std::move(zone).value();
  return schema;
}

}  // namespace sd::portal_db
