// REST v3: the calls in use, with its 50-row clamp and id-only filter (portal-api 1.10).
#include <algorithm>

#include "tests/portal/engine/discussion.h"
#include "tests/portal/engine/task_query.h"
#include "tests/portal/rest/call.h"
#include "tests/portal/rest/task_json.h"
#include "tests/portal/rest/v3_error.h"

namespace sd::portal_double {
namespace {

std::int64_t required_id(const json::object& params, const char* key) {
  const std::optional<std::int64_t> id = int_at(params, key);
  if (!id) throw V3Refusal(400, "VALIDATION_REQUESTVALIDATIONEXCEPTION", "Validation failed", key);
  return *id;
}

const char* status_word(int status) {
  switch (status) {
    case 2: return "pending";
    case 3: return "in_progress";
    case 4: return "supposedly_completed";
    case 5: return "completed";
    case 6: return "deferred";
    default: return "declined";
  }
}

json::object item_of(const Call& call, const Task& task, const std::vector<std::string>& select) {
  const char* const kPriorities[] = {"low", "average", "high"};
  const json::object all{{"id", task.id},
                         {"title", task.title},
                         {"description", task.description},
                         {"creatorId", task.created_by},
                         {"responsibleId", task.responsible},
                         {"groupId", task.group},
                         {"stageId", task.stage},
                         {"status", status_word(task.status)},
                         {"priority", kPriorities[task.priority]},
                         {"created", call.date(task.created)},
                         {"changed", call.date(task.changed)},
                         {"closed", call.date_or_null(task.closed)},
                         {"activity", call.date(task.activity)},
                         {"deadline", call.date_or_null(task.deadline)},
                         {"estimatedTime", task.time_estimate},
                         {"needsControl", task.task_control},
                         {"chat", {{"id", chat_of(task)}}}};
  json::object out;
  for (const std::string& name : select) {
    const json::value* value = all.if_contains(name.substr(0, name.find('.')));
    if (!value) {
      throw V3Refusal(400, "UNKNOWNDTOPROPERTYEXCEPTION", "Unknown property " + name, name);
    }
    out[name.substr(0, name.find('.'))] = *value;
  }
  out["id"] = task.id;
  return select.empty() ? all : out;
}

std::vector<std::string> item_select(const Call& call) {
  const json::value* select = find(call.params, "select");
  return select ? texts_of(*select) : std::vector<std::string>{};
}

const Task& visible_task(Call& call, std::int64_t id) {
  const Task* task = call.portal.tasks.find(id);
  if (!task || !can_see(call.portal, call.caller, *task)) {
    throw V3Refusal(400, "ENTITYNOTFOUNDEXCEPTION", "Entity with id " + std::to_string(id) + " not found",
                    "");
  }
  return *task;
}

// ["id", ">", 100], ["id", [1, 2]], ["id", 5]
Condition condition_of(const json::value& triple) {
  const json::array* parts = triple.if_array();
  if (!parts || parts->size() < 2 || !(*parts)[0].is_string()) {
    throw V3Refusal(400, "INVALIDFILTEREXCEPTION", "Invalid filter", "filter");
  }
  if ((*parts)[0].get_string() != "id") {
    throw V3Refusal(400, "UNKNOWNDTOPROPERTYEXCEPTION", "Property is not filterable", text_of((*parts)[0]));
  }
  const std::string op = parts->size() > 2 ? text_of((*parts)[1]) : "in";
  const std::string plain = op == "=" || op == "in" ? "" : op == "!=" ? "!" : op;
  if (op != "=" && op != "in" && op != "!=" && op != ">" && op != ">=" && op != "<" && op != "<=") {
    throw V3Refusal(400, "UNKNOWNFILTEROPERATOREXCEPTION", "Unknown operator " + op, "filter");
  }
  return {"ID", plain, texts_of(parts->back())};
}

json::value list_v3_tasks(Call& call) {
  TaskQuery query;
  if (const json::value* filter = find(call.params, "filter"); filter && filter->is_array()) {
    for (const json::value& triple : filter->get_array())
      query.where.conditions.push_back(condition_of(triple));
  }
  query.order = {{"ID", false}};
  const json::object& pages = object_at(call.params, "pagination");
  const std::int64_t limit = std::clamp<std::int64_t>(int_at(pages, "limit").value_or(50), 1, 50);
  const std::int64_t page = std::max<std::int64_t>(1, int_at(pages, "page").value_or(1));
  query.page = static_cast<std::size_t>(limit);
  query.offset = int_at(pages, "offset").value_or((page - 1) * limit);
  std::vector<std::string> select = item_select(call);
  if (select.empty()) select.push_back("id");
  json::array items;
  for (const Task* task : list_tasks(call.portal, call.caller, query).tasks)
    items.push_back(item_of(call, *task, select));
  return json::object{{"items", std::move(items)}};
}

json::value get_v3_task(Call& call) {
  return json::object{
      {"item", item_of(call, visible_task(call, required_id(call.params, "id")), item_select(call))}};
}

FieldWrites writes_v3(const json::object& fields) {
  static const std::vector<std::pair<std::string_view, std::string_view>> kNames = {
      {"title", "TITLE"},          {"description", "DESCRIPTION"},
      {"creatorId", "CREATED_BY"}, {"responsibleId", "RESPONSIBLE_ID"},
      {"groupId", "GROUP_ID"},     {"stageId", "STAGE_ID"},
      {"deadline", "DEADLINE"}};
  FieldWrites writes;
  for (const auto& entry : fields) {
    const auto known = std::find_if(kNames.begin(), kNames.end(),
                                    [&](const auto& name) { return name.first == entry.key(); });
    if (known == kNames.end()) {
      throw V3Refusal(400, "UNKNOWNDTOPROPERTYEXCEPTION", "Unknown property " + std::string(entry.key()),
                      std::string(entry.key()));
    }
    writes.push_back({std::string(known->second), texts_of(entry.value())});
  }
  return writes;
}

json::value add_v3_task(Call& call) {
  return json::object{
      {"item",
       item_of(call, add_task(call.portal, call.caller, writes_v3(object_at(call.params, "fields"))), {})}};
}

json::value update_v3_task(Call& call) {
  const std::int64_t id = required_id(call.params, "id");
  visible_task(call, id);
  update_task(call.portal, call.caller, id, writes_v3(object_at(call.params, "fields")));
  return json::object{{"result", true}};
}

json::value remove_v3_task(Call& call) {
  const std::int64_t id = required_id(call.params, "id");
  visible_task(call, id);
  delete_task(call.portal, call.caller, id);
  return json::object{{"result", true}};
}

json::value send_message(Call& call) {
  const json::object& fields = object_at(call.params, "fields");
  for (const char* key : {"taskId", "text"}) {
    if (text_at(fields, key).empty()) {
      throw V3Refusal(400, "VALIDATION_DTOVALIDATIONEXCEPTION",
                      std::string("The required field \"") + key + "\" is not filled", key);
    }
  }
  const std::int64_t id = required_id(fields, "taskId");
  visible_task(call, id);
  add_comment(call.portal, call.caller, id, text_at(fields, "text"));
  return json::object{{"result", true}};
}

json::value access(Call& call) {
  return task_actions(call.portal, call.caller, visible_task(call, required_id(call.params, "id")), false);
}

json::value scopes(Call& call) {
  return json::object{{"items", json::value_from(scopes_of(call.portal, call.caller))}};
}

}  // namespace

void add_v3_methods(MethodTable& table) {
  table["tasks.task.list"] = {"tasks", list_v3_tasks, true};
  table["tasks.task.get"] = {"tasks", get_v3_task, true};
  table["tasks.task.add"] = {"tasks", add_v3_task, true};
  table["tasks.task.update"] = {"tasks", update_v3_task, true};
  table["tasks.task.delete"] = {"tasks", remove_v3_task, true};
  table["tasks.task.chat.message.send"] = {"tasks", send_message, true};
  table["tasks.task.access.get"] = {"tasks", access, true};
  table["rest.scope.list"] = {"", scopes, true};
}

}  // namespace sd::portal_double
