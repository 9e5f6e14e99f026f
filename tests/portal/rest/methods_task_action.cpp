// Status steps, delegation, watching, pins and the rest of the small task methods (portal-api 4.4).
#include <algorithm>

#include "tests/portal/rest/call.h"
#include "tests/portal/rest/task_ids.h"
#include "tests/portal/rest/task_json.h"

namespace sd::portal_double {
namespace {

template <Action action>
json::value step(Call& call) {
  const Task& task = act(call.portal, call.caller, task_id(call), action);
  return json::object{{"task", task_row(call, task)}};
}

json::value delegate(Call& call) {
  const std::int64_t id = task_id(call);
  const std::optional<std::int64_t> user = int_at(call.params, "userId");
  if (!user) throw Refusal(400, "100", "Could not find value for parameter {userId} (internal error)");
  return json::object{{"task", task_row(call, delegate_task(call.portal, call.caller, id, *user))}};
}

json::value watch(Call& call, bool on) {
  Task& task = require_task(call.portal, call.caller, task_id(call));
  const std::int64_t user = int_at(call.params, "userId").value_or(call.caller.user);
  std::vector<std::string> auditors;
  for (const std::int64_t id : task.auditors) {
    if (id != user) auditors.push_back(std::to_string(id));
  }
  if (on) auditors.push_back(std::to_string(user));
  Caller watcher = call.caller;
  watcher.admin = true;  // whoever sees a task may watch it
  return json::object{{"task", task_row(call, update_task(call.portal, watcher, task.id,
                                                          {{"AUDITORS", std::move(auditors)}}))}};
}
json::value start_watch(Call& call) { return watch(call, true); }
json::value stop_watch(Call& call) { return watch(call, false); }

// kind: 'F' favourite, 'P' pinned, 'M' muted.
template <char kind, bool on>
json::value mark(Call& call) {
  const Task& task = require_task(call.portal, call.caller, task_id(call, kind == 'F' ? "taskId" : "id"));
  const std::tuple<char, std::int64_t, std::int64_t> key{kind, call.caller.user, task.id};
  if (on) {
    call.portal.marks.insert(key);
  } else {
    call.portal.marks.erase(key);
  }
  if (kind == 'F') return true;
  return json::object{{"task", task_row(call, task)}};
}

json::value attach_file(Call& call) {
  Task& task = require_task(call.portal, call.caller, task_id(call));
  const std::optional<std::int64_t> file = int_at(call.params, "fileId");
  if (!file) throw Refusal(400, "100", "Could not find value for parameter {fileId} (internal error)");
  std::vector<std::string> files;
  for (const std::int64_t id : task.files) files.push_back(std::to_string(id));
  files.push_back("n" + std::to_string(*file));
  update_task(call.portal, call.caller, task.id, {{"UF_TASK_WEBDAV_FILES", std::move(files)}});
  return json::object{{"attachmentId", task.files.back()}};
}

json::value results(Call& call) {
  require_task(call.portal, call.caller, task_id(call));
  return json::array{};
}

json::value dependence(Call& call, bool add) {
  const std::int64_t from = task_id(call, "taskIdFrom");
  const std::int64_t to = task_id(call, "taskIdTo");
  require_task(call.portal, call.caller, from);
  const Task& task = require_task(call.portal, call.caller, to);
  std::vector<std::string> ids;
  for (const std::int64_t id : task.depends_on) {
    if (id != from) ids.push_back(std::to_string(id));
  }
  if (add) ids.push_back(std::to_string(from));
  update_task(call.portal, call.caller, to, {{"DEPENDS_ON", std::move(ids)}});
  return json::array{};
}
json::value add_dependence(Call& call) { return dependence(call, true); }
json::value delete_dependence(Call& call) { return dependence(call, false); }

json::value planner(Call& call) {
  json::array ids;
  for (const auto& [id, task] : call.portal.tasks.all()) {
    if (task.responsible == call.caller.user && task.status == 3) ids.push_back(id);
    if (ids.size() == 10) break;
  }
  return ids;
}

}  // namespace

void add_task_action_methods(MethodTable& table) {
  table["tasks.task.start"] = {"task", step<Action::kStart>, true};
  table["tasks.task.pause"] = {"task", step<Action::kPause>, true};
  table["tasks.task.complete"] = {"task", step<Action::kComplete>, true};
  table["tasks.task.renew"] = {"task", step<Action::kRenew>, true};
  table["tasks.task.defer"] = {"task", step<Action::kDefer>, true};
  table["tasks.task.approve"] = {"task", step<Action::kApprove>, true};
  table["tasks.task.disapprove"] = {"task", step<Action::kDisapprove>, true};
  table["tasks.task.delegate"] = {"task", delegate, true};
  table["tasks.task.startwatch"] = {"task", start_watch, true};
  table["tasks.task.stopwatch"] = {"task", stop_watch, true};
  table["tasks.task.favorite.add"] = {"task", mark<'F', true>, true};
  table["tasks.task.favorite.remove"] = {"task", mark<'F', false>, true};
  table["tasks.task.pin"] = {"task", mark<'P', true>, true};
  table["tasks.task.unpin"] = {"task", mark<'P', false>, true};
  table["tasks.task.mute"] = {"task", mark<'M', true>, true};
  table["tasks.task.unmute"] = {"task", mark<'M', false>, true};
  table["tasks.task.files.attach"] = {"task", attach_file, true};
  table["tasks.task.result.list"] = {"task", results, true};
  table["task.dependence.add"] = {"task", add_dependence};
  table["task.dependence.delete"] = {"task", delete_dependence};
  table["task.planner.getlist"] = {"task", planner};
}

}  // namespace sd::portal_double
