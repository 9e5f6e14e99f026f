// Who may look at and change columns, and what that does to tasks (portal-api 4.6).
#include <algorithm>
#include <cctype>

#include "tests/portal/engine/refusal.h"
#include "tests/portal/engine/stages.h"
#include "tests/portal/engine/task_rules.h"

namespace sd::portal_double {
namespace {

Refusal denied(const char* code = "ACCESS_DENIED") { return {400, code, "Access denied"}; }

bool may_view(const Portal& portal, const Caller& caller, std::int64_t group, bool as_admin) {
  if (caller.admin && as_admin) return true;
  const Group* found = portal.directory.group(group);
  if (!found) return false;
  return portal.directory.role(group, caller.user) != 0 || caller.admin || caller.user == 0;
}

bool may_edit(const Portal& portal, const Caller& caller, const StageRow& stage, bool as_admin) {
  if (stage.entity_type == 'U') return stage.entity == caller.user;
  if (caller.user == 0 || (caller.admin && as_admin)) return true;
  const char role = portal.directory.role(stage.entity, caller.user);
  return role == 'A' || role == 'E';
}

std::string colour(const std::string& given) {
  const bool hex = given.size() == 6 && std::all_of(given.begin(), given.end(),
                                                    [](unsigned char c) { return std::isxdigit(c) != 0; });
  return hex ? given : "47D1E2";
}

StageRow& require_stage(Portal& portal, std::int64_t id) {
  StageRow* stage = portal.stages.find(id);
  if (!stage) throw Refusal(400, "NOT_FOUND", "Stage not found");
  return *stage;
}

// Tasks with stage 0 stay in the column they were seen in when another one becomes the first.
void pin_unplaced(Portal& portal, const StageRow& stage, std::int64_t old_first) {
  if (stage.entity_type != 'G') return;
  if (portal.stages.of('G', stage.entity).front()->id == old_first) return;
  for (const std::int64_t id : portal.tasks.of_group(stage.entity)) {
    Task& task = *portal.tasks.find(id);
    if (task.stage == 0) task.stage = old_first;
  }
}

}  // namespace

std::vector<StageRow*> read_stages(Portal& portal, const Caller& caller, std::int64_t entity, bool as_admin) {
  if (entity == 0) return portal.stages.of('U', caller.user);
  if (!may_view(portal, caller, entity, as_admin)) throw denied();
  return portal.stages.of('G', entity);
}

std::int64_t add_stage(Portal& portal, const Caller& caller, std::int64_t entity, const std::string& title,
                       const std::string& color, std::int64_t after, bool as_admin) {
  if (title.empty()) throw Refusal(400, "EMPTY_TITLE", "Stage title is empty");
  StageRow stage;
  stage.title = title;
  stage.color = colour(color);
  stage.entity_type = entity == 0 ? 'U' : 'G';
  stage.entity = entity == 0 ? caller.user : entity;
  if (entity != 0 && !portal.directory.group(entity)) throw denied();
  if (!may_edit(portal, caller, stage, as_admin)) throw denied();
  const std::int64_t old_first = portal.stages.of(stage.entity_type, stage.entity).front()->id;
  const StageRow& added = portal.stages.insert(stage, after);
  pin_unplaced(portal, added, old_first);
  return added.id;
}

void update_stage(Portal& portal, const Caller& caller, std::int64_t id, const StageChange& change,
                  bool as_admin) {
  StageRow& stage = require_stage(portal, id);
  if (!may_edit(portal, caller, stage, as_admin)) throw denied();
  const bool has_title = change.title && !change.title->empty();
  if (!has_title && !change.color && !change.after) throw Refusal(400, "EMPTY_DATA", "Nothing to update");
  if (has_title) stage.title = *change.title;
  if (change.color && !change.color->empty()) stage.color = colour(*change.color);
  if (change.after) {
    const std::int64_t old_first = portal.stages.of(stage.entity_type, stage.entity).front()->id;
    portal.stages.move(stage, *change.after);
    pin_unplaced(portal, stage, old_first);
  }
}

void delete_stage(Portal& portal, const Caller& caller, std::int64_t id, bool as_admin) {
  const StageRow stage = require_stage(portal, id);
  if (!may_edit(portal, caller, stage, as_admin)) throw denied();
  if (portal.stages.of(stage.entity_type, stage.entity).front()->id == id) {
    throw Refusal(400, "CANT_DELETE_FIRST", "The first stage cannot be deleted");
  }
  portal.stages.erase(id);
  for (const std::int64_t task_id : portal.tasks.of_group(stage.entity)) {
    Task& task = *portal.tasks.find(task_id);
    if (task.stage == id) task.stage = 0;
  }
}

bool can_move_tasks(Portal& portal, const Caller& caller, char entity_type, std::int64_t entity) {
  if (entity_type == 'U') return entity == caller.user || entity == 0;
  if (caller.admin || caller.user == 0) return true;
  const User* user = portal.directory.user(caller.user);
  return user && user->staff() && portal.directory.role(entity, caller.user) != 0;
}

void move_task(Portal& portal, const Caller& caller, std::int64_t task_id, std::int64_t stage_id) {
  const Task* task = portal.tasks.find(task_id);
  if (!task || !can_see(portal, caller, *task)) throw Refusal(400, "TASK_NOT_FOUND", "Task not found");
  const StageRow& stage = require_stage(portal, stage_id);
  if (stage.entity_type == 'U') {
    if (stage.entity != caller.user) throw denied("ACCESS_DENIED_MOVE");
    return;  // the personal plan leaves no trace in the task
  }
  if (stage.entity != task->group) throw Refusal(400, "DIFFERENT_STAGES", "The task is in another group");
  if (!can_move_tasks(portal, caller, 'G', task->group)) throw denied("ACCESS_DENIED_MOVE");
  Caller mover = caller;
  mover.admin = true;  // the right to sort is enough
  update_task(portal, mover, task_id, {{"STAGE_ID", {std::to_string(stage_id)}}});
}

void put_beside(Portal& portal, std::int64_t task_id, std::int64_t other_id, bool before) {
  Task& task = *portal.tasks.find(task_id);
  const Task* other = portal.tasks.find(other_id);
  if (!other || other->group != task.group) return;  // a portal does not say so either
  const std::int64_t at = place_in_kanban(*other);
  std::int64_t next = before ? at - 2 * kKanbanStep : at + 2 * kKanbanStep;
  for (const std::int64_t id : portal.tasks.of_group(task.group)) {
    if (id == task_id) continue;
    const std::int64_t place = place_in_kanban(*portal.tasks.find(id));
    if (before ? place < at && place > next : place > at && place < next) next = place;
  }
  task.sorting = at + (next - at) / 2;
}

}  // namespace sd::portal_double
