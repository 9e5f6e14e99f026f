// tasks.task.list, get, add, update, delete, history and descriptions (portal-api 4.3, 4.4, 4.10).
#include <algorithm>

#include "tests/portal/engine/task_query.h"
#include "tests/portal/rest/call.h"
#include "tests/portal/rest/task_ids.h"
#include "tests/portal/rest/task_json.h"

namespace sd::portal_double {
namespace {

TaskSelect task_select(const Call& call) {
  const json::value* select = find(call.params, "select");
  if (!select) return {};
  if (!select->is_array() && !select->is_object() && !text_of(*select).empty()) {
    throw Refusal(400, "100", "Invalid value {} to match with parameter {select} (internal error)");
  }
  TaskSelect out{texts_of(*select)};
  std::erase(out.names, "");
  return out;
}

// A filter value as texts; what is no scalar counts as PHP's (int)array = 1.
std::vector<std::string> filter_values(const json::value& value) {
  if (value.is_object()) return {"1"};
  if (!value.is_array()) return {text_of(value)};
  std::vector<std::string> out;
  for (const json::value& item : value.get_array()) {
    out.push_back(item.is_object() || item.is_array() ? "1" : text_of(item));
  }
  return out;
}

ConditionGroup conditions_of(const json::object& filter) {
  ConditionGroup group;
  for (const auto& entry : filter) {
    const std::string key(entry.key());
    if (key == "::LOGIC") {
      group.any = text_of(entry.value()) == "OR";
    } else if (key.starts_with("::SUBFILTER") && entry.value().is_object()) {
      group.groups.push_back(conditions_of(entry.value().get_object()));
    } else {
      Condition condition = split_condition(key);
      condition.values = filter_values(entry.value());
      group.conditions.push_back(std::move(condition));
    }
  }
  return group;
}

json::value task_list(Call& call) {
  TaskQuery query;
  query.where = conditions_of(object_at(call.params, "filter"));
  for (const auto& entry : object_at(call.params, "order")) {
    std::string direction = text_of(entry.value());
    std::transform(direction.begin(), direction.end(), direction.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    query.order.emplace_back(std::string(entry.key()), direction.starts_with("desc"));
  }
  query.counted = call.counted();
  query.offset = call.offset();
  const TaskSelect select = task_select(call);
  const TaskPage page = list_tasks(call.portal, call.caller, query);
  json::array rows;
  for (const Task* task : page.tasks) rows.push_back(task_json(call, *task, select));
  call.total = query.counted ? page.total : 0;
  call.next = page.next;
  return json::object{{"tasks", std::move(rows)}};
}

json::value task_get(Call& call) {
  const std::int64_t id = task_id(call);
  TaskSelect select = task_select(call);
  const Task* task = call.portal.tasks.find(id);
  if (!task || !can_see(call.portal, call.caller, *task)) return json::array{};
  select.names.push_back("CHAT_ID");
  if (select.names.size() == 1) select.names.push_back("*");
  json::object row = task_json(call, *task, select);
  row["action"] = task_actions(call.portal, call.caller, *task, false);
  return json::object{{"task", std::move(row)}};
}

const json::object& fields_of(const Call& call) {
  const json::value* fields = find(call.params, "fields");
  if (!fields) throw Refusal(400, "100", "Could not find value for parameter {fields} (internal error)");
  if (!fields->is_object()) {
    static const json::object kEmpty;
    return kEmpty;
  }
  return fields->get_object();
}

json::value task_add(Call& call) {
  const Task& task = add_task(call.portal, call.caller, writes_of(fields_of(call)));
  return json::object{{"task", task_row(call, task)}};
}

json::value task_update(Call& call) {
  const std::int64_t id = task_id(call);
  const Task& task = update_task(call.portal, call.caller, id, writes_of(fields_of(call)));
  return json::object{{"task", task_row(call, task)}};
}

json::value task_delete(Call& call) {
  delete_task(call.portal, call.caller, task_id(call));
  return json::object{{"task", true}};
}

json::object history_user(const Portal& portal, std::int64_t id) {
  const User* user = portal.directory.user(id);
  return {{"id", id},
          {"name", user ? user->name : ""},
          {"lastName", user ? user->last_name : ""},
          {"secondName", user ? user->second_name : ""},
          {"login", user ? user->email : ""}};
}

json::value history_list(Call& call) {
  const Task& task = require_task(call.portal, call.caller, task_id(call));
  std::vector<const HistoryRow*> rows;
  const std::vector<std::string> wanted = [&] {
    const json::value* field = find_any(object_at(call.params, "filter"), {"FIELD", "field"});
    return field ? texts_of(*field) : std::vector<std::string>{};
  }();
  for (const HistoryRow& row : task.history) {
    const std::string& name = call.portal.names.name(row.field);
    const auto fits = [&](const std::string& want) {
      return want == name || (want == "STAGE_ID" && name == "STAGE");
    };
    if (wanted.empty() || std::any_of(wanted.begin(), wanted.end(), fits)) rows.push_back(&row);
  }
  const json::object& order = object_at(call.params, "order");
  const std::string key = order.empty() ? "createdDate" : std::string(order.begin()->key());
  const bool ascending = !order.empty() && text_of(order.begin()->value()).starts_with('a');
  const auto rank = [&](const HistoryRow* row) -> std::pair<std::string, std::int64_t> {
    if (key == "field") return {call.portal.names.name(row->field), row->id};
    if (key == "user") return {"", row->user * 1'000'000'000LL + row->id % 1'000'000'000};
    return {"", row->id};
  };
  std::sort(rows.begin(), rows.end(), [&](const HistoryRow* a, const HistoryRow* b) {
    return ascending ? rank(a) < rank(b) : rank(b) < rank(a);
  });
  json::array list;
  for (const HistoryRow* row : rows) {
    json::object value{{"from", nullptr}, {"to", nullptr}};
    if (row->has_values) value = {{"from", row->from}, {"to", row->to}};
    list.push_back(json::object{{"id", row->id},
                                {"createdDate", call.date(row->at)},
                                {"field", call.portal.names.name(row->field)},
                                {"value", std::move(value)},
                                {"user", history_user(call.portal, row->user)}});
  }
  return json::object{{"list", std::move(list)}};
}

json::value get_access(Call& call) {
  const Task& task = require_task(call.portal, call.caller, task_id(call));
  const json::value* users = find(call.params, "users");
  std::vector<std::string> ids = users ? texts_of(*users) : std::vector<std::string>{};
  if (ids.empty()) ids.push_back(std::to_string(call.caller.user));
  json::object out;
  for (const std::string& id : ids) {
    Caller other = call.portal.session(int_of(json::value(id)).value_or(0));
    out[id] = task_actions(call.portal, other, task, true);
  }
  return json::object{{"allowedActions", std::move(out)}};
}

json::value get_fields(Call& call) {
  json::object fields;
  fields["ID"] = {{"title", "ID"}, {"type", "integer"}, {"primary", true}};
  fields["TITLE"] = {{"title", "Title"}, {"type", "string"}, {"required", true}};
  for (const char* name : {"DESCRIPTION", "GUID", "XML_ID", "SITE_ID"}) {
    fields[name] = {{"title", name}, {"type", "string"}, {"default", nullptr}};
  }
  fields["PRIORITY"] = {{"title", "Priority"},
                        {"type", "enum"},
                        {"values", {{"2", "High"}, {"1", "Medium"}, {"0", "Low"}}},
                        {"default", "1"}};
  fields["MARK"] = {{"title", "Rating"},
                    {"type", "enum"},
                    {"values", {{"N", "Negative"}, {"P", "Positive"}}},
                    {"default", nullptr}};
  fields["STATUS"] = {{"title", "Status"},
                      {"type", "enum"},
                      {"values",
                       {{"2", "Pending"},
                        {"3", "In progress"},
                        {"4", "Pending review"},
                        {"5", "Completed"},
                        {"6", "Deferred"}}},
                      {"default", "2"}};
  for (const char* name :
       {"PARENT_ID", "GROUP_ID", "STAGE_ID", "CREATED_BY", "RESPONSIBLE_ID", "CHANGED_BY",
        "STATUS_CHANGED_BY", "CLOSED_BY", "TIME_ESTIMATE", "TIME_SPENT_IN_LOGS", "DURATION_PLAN"}) {
    fields[name] = {{"title", name}, {"type", "integer"}, {"default", 0}};
  }
  for (const char* name : {"CREATED_DATE", "CHANGED_DATE", "STATUS_CHANGED_DATE", "CLOSED_DATE",
                           "ACTIVITY_DATE", "DATE_START", "DEADLINE", "START_DATE_PLAN", "END_DATE_PLAN"}) {
    fields[name] = {{"title", name}, {"type", "datetime"}, {"default", nullptr}};
  }
  for (const auto& [id, field] : call.portal.fields.all()) {
    fields[field.name] = {{"title", field.name}, {"type", field.type}};
  }
  return json::object{{"fields", std::move(fields)}};
}

json::value counters_get(Call& call) {
  const std::int64_t group = int_at(call.params, "groupId").value_or(0);
  if (group != 0 && !call.caller.admin && call.portal.directory.role(group, call.caller.user) == 0) {
    throw Refusal(400, "0", "Group not found or access denied");
  }
  const std::int64_t user = int_at(call.params, "userId").value_or(call.caller.user);
  std::int64_t expired = 0;
  for (const auto& [id, task] : call.portal.tasks.all()) {
    const bool counts = (group == 0 || task.group == group) && takes_part(task, user);
    if (counts && sub_status(call.portal, task) == -1) ++expired;
  }
  call.total = 1;
  return json::object{{"expired", {{"counter", expired}, {"code", 6291456}}},
                      {"new_comments", {{"counter", 0}, {"code", 12582912}}}};
}

}  // namespace

std::int64_t task_id(const Call& call, const char* key) {
  const json::value* given = find(call.params, key);
  if (!given)
    throw Refusal(400, "100", "All parameters in the constructor must have real class type (internal error)");
  const std::optional<std::int64_t> id = int_of(*given);
  if (!id || *id <= 0) throw Refusal(400, "0", "wrong task id (internal error)");
  return *id;
}

void add_task_methods(MethodTable& table) {
  table["tasks.task.list"] = {"task", task_list, true};
  table["tasks.task.get"] = {"task", task_get, true};
  table["tasks.task.add"] = {"task", task_add, true};
  table["tasks.task.update"] = {"task", task_update, true};
  table["tasks.task.delete"] = {"task", task_delete, true};
  table["tasks.task.history.list"] = {"task", history_list, true};
  table["tasks.task.getaccess"] = {"task", get_access, true};
  table["tasks.task.getfields"] = {"task", get_fields, true};
  table["tasks.task.counters.get"] = {"task", counters_get, true};
}

}  // namespace sd::portal_double
