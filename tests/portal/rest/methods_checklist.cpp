// task.checklistitem.* (portal-api 4.9).
#include <algorithm>

#include "tests/portal/engine/discussion.h"
#include "tests/portal/engine/task_rules.h"
#include "tests/portal/rest/positional.h"

namespace sd::portal_double {
namespace {

json::object item_row(const Call& call, const Task& task, const ChecklistItem& item) {
  return {{"ID", std::to_string(item.id)},
          {"TASK_ID", std::to_string(task.id)},
          {"PARENT_ID", std::to_string(item.parent)},
          {"CREATED_BY", std::to_string(item.created_by)},
          {"TITLE", item.title},
          {"SORT_INDEX", std::to_string(item.sort)},
          {"IS_COMPLETE", item.complete ? "Y" : "N"},
          {"IS_IMPORTANT", item.important ? "Y" : "N"},
          {"TOGGLED_BY",
           item.toggled_by == 0 ? json::value(nullptr) : json::value(std::to_string(item.toggled_by))},
          {"TOGGLED_DATE", call.date(item.toggled_at)},
          {"MEMBERS", json::array{}},
          {"ATTACHMENTS", json::array{}}};
}

ChecklistWrite write_of(const json::object& fields) {
  ChecklistWrite write;
  if (fields.contains("TITLE")) write.title = text_at(fields, "TITLE");
  write.parent = int_at(fields, "PARENT_ID");
  write.sort = int_at(fields, "SORT_INDEX");
  if (fields.contains("IS_COMPLETE")) write.complete = flag_at(fields, "IS_COMPLETE");
  if (fields.contains("IS_IMPORTANT")) write.important = flag_at(fields, "IS_IMPORTANT");
  return write;
}

json::value add_item(Call& call) {
  Arguments arguments(call, "ctaskchecklistitem::add");
  const std::int64_t task = arguments.integer("taskId");
  return add_item(call.portal, call.caller, task, write_of(arguments.required_array("arFields")));
}

json::value update_item(Call& call) {
  Arguments arguments(call, "ctaskchecklistitem::update");
  const std::int64_t task = arguments.integer("taskId");
  const std::int64_t item = arguments.integer("itemId");
  update_item(call.portal, call.caller, task, item, write_of(arguments.required_array("arFields")));
  return nullptr;
}

json::value remove_item(Call& call) {
  Arguments arguments(call, "ctaskchecklistitem::delete");
  const std::int64_t task = arguments.integer("taskId");
  delete_item(call.portal, call.caller, task, arguments.integer("itemId"));
  return nullptr;
}

template <bool complete>
json::value toggle(Call& call) {
  Arguments arguments(call, complete ? "ctaskchecklistitem::complete" : "ctaskchecklistitem::renew");
  const std::int64_t task = arguments.integer("taskId");
  ChecklistWrite write;
  write.complete = complete;
  update_item(call.portal, call.caller, task, arguments.integer("itemId"), write);
  return true;
}

json::value move_after(Call& call) {
  Arguments arguments(call, "ctaskchecklistitem::moveafteritem");
  const std::int64_t id = arguments.integer("taskId");
  const Task& task = readable_task(call, id);
  const std::int64_t item = arguments.integer("itemId");
  const std::int64_t after = arguments.integer("afterItemId");
  const auto left = std::find_if(task.checklist.begin(), task.checklist.end(),
                                 [&](const ChecklistItem& known) { return known.id == after; });
  if (left == task.checklist.end()) refuse_positional(512, "ITEM_NOT_FOUND_OR_NOT_ACCESSIBLE");
  ChecklistWrite write;
  write.sort = left->sort + 1;
  update_item(call.portal, call.caller, id, item, write);
  return true;
}

json::value get_item(Call& call) {
  Arguments arguments(call, "ctaskchecklistitem::get");
  const Task& task = readable_task(call, arguments.integer("taskId"));
  const std::int64_t id = arguments.integer("itemId");
  for (const ChecklistItem& item : task.checklist) {
    if (item.id == id) return item_row(call, task, item);
  }
  refuse_positional(512, "ITEM_NOT_FOUND_OR_NOT_ACCESSIBLE");
}

json::value list_items(Call& call) {
  Arguments arguments(call, "ctaskchecklistitem::getlist");
  const Task& task = readable_task(call, arguments.integer("taskId"));
  std::vector<ChecklistItem> items = task.checklist;
  if (arguments.array("arOrder").contains("SORT_INDEX")) {
    std::stable_sort(items.begin(), items.end(),
                     [](const ChecklistItem& a, const ChecklistItem& b) { return a.sort < b.sort; });
  }
  json::array out;
  for (const ChecklistItem& item : items) out.push_back(item_row(call, task, item));
  return out;
}

json::value may(Call& call) {
  Arguments arguments(call, "ctaskchecklistitem::isactionallowed");
  const Task& task = readable_task(call, arguments.integer("taskId"));
  return allowed(call.portal, call.caller, task, Action::kLabour);
}

}  // namespace

void add_checklist_methods(MethodTable& table) {
  table["task.checklistitem.add"] = {"task", add_item};
  table["task.checklistitem.update"] = {"task", update_item};
  table["task.checklistitem.delete"] = {"task", remove_item};
  table["task.checklistitem.complete"] = {"task", toggle<true>};
  table["task.checklistitem.renew"] = {"task", toggle<false>};
  table["task.checklistitem.moveafteritem"] = {"task", move_after};
  table["task.checklistitem.get"] = {"task", get_item};
  table["task.checklistitem.getlist"] = {"task", list_items};
  table["task.checklistitem.isactionallowed"] = {"task", may};
}

}  // namespace sd::portal_double
