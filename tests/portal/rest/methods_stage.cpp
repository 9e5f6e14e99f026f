// task.stages.* (portal-api 4.6): named parameters, an object keyed by stage id in SORT order.
#include "tests/portal/rest/call.h"

namespace sd::portal_double {
namespace {

std::int64_t required(const Call& call, const char* key) {
  const std::optional<std::int64_t> value = int_at(call.params, key);
  if (!value) {
    Refusal refusal(400, "ERROR_ARGUMENT", std::string("Argument '") + key + "' is null or empty");
    refusal.argument = key;
    throw refusal;
  }
  return *value;
}

bool as_admin(const Call& call) { return flag_at(call.params, "isAdmin"); }

json::object row_of(const StageRow& stage) {
  return {{"ID", std::to_string(stage.id)},
          {"TITLE", stage.title},
          {"SORT", std::to_string(stage.sort)},
          {"COLOR", stage.color},
          {"SYSTEM_TYPE", stage.system_type},
          {"ENTITY_ID", std::to_string(stage.entity)},
          {"ENTITY_TYPE", std::string(1, stage.entity_type)},
          {"ADDITIONAL_FILTER", json::array{}},
          {"TO_UPDATE", json::array{}},
          {"TO_UPDATE_ACCESS", nullptr}};
}

json::value get_stage(Call& call) {
  json::object out;
  for (const StageRow* stage :
       read_stages(call.portal, call.caller, required(call, "entityId"), as_admin(call))) {
    out[std::to_string(stage->id)] = row_of(*stage);
  }
  return out;
}

json::value add_stage(Call& call) {
  const json::object& fields = object_at(call.params, "fields");
  return add_stage(call.portal, call.caller, int_at(fields, "ENTITY_ID").value_or(0),
                   text_at(fields, "TITLE"), text_at(fields, "COLOR"), int_at(fields, "AFTER_ID").value_or(0),
                   as_admin(call));
}

json::value update_stage(Call& call) {
  const json::object& fields = object_at(call.params, "fields");
  StageChange change;
  if (fields.contains("TITLE")) change.title = text_at(fields, "TITLE");
  if (fields.contains("COLOR")) change.color = text_at(fields, "COLOR");
  if (fields.contains("AFTER_ID")) change.after = int_at(fields, "AFTER_ID").value_or(0);
  update_stage(call.portal, call.caller, required(call, "id"), change, as_admin(call));
  return true;
}

json::value remove_stage(Call& call) {
  delete_stage(call.portal, call.caller, required(call, "id"), as_admin(call));
  return true;
}

json::value can_move(Call& call) {
  const char type = text_at(call.params, "entityType") == "U" ? 'U' : 'G';
  return can_move_tasks(call.portal, call.caller, type, required(call, "entityId"));
}

json::value move(Call& call) {
  const std::int64_t task = required(call, "id");
  move_task(call.portal, call.caller, task, required(call, "stageId"));
  for (const char* side : {"before", "after"}) {
    const auto other = int_at(call.params, side);
    if (other) put_beside(call.portal, task, *other, side == std::string_view("before"));
  }
  return true;
}

}  // namespace

void add_stage_methods(MethodTable& table) {
  table["task.stages.get"] = {"task", get_stage};
  table["task.stages.add"] = {"task", add_stage};
  table["task.stages.update"] = {"task", update_stage};
  table["task.stages.delete"] = {"task", remove_stage};
  table["task.stages.canmovetask"] = {"task", can_move};
  table["task.stages.movetask"] = {"task", move};
}

}  // namespace sd::portal_double
