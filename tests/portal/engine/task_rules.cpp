#include "tests/portal/engine/task_rules.h"

#include <algorithm>

#include "tests/portal/engine/iso_time.h"
#include "tests/portal/engine/refusal.h"
#include "tests/portal/engine/task_fields.h"

namespace sd::portal_double {
namespace {

bool contains(const std::vector<std::int64_t>& ids, std::int64_t id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::string make_guid(Secrets& secrets) {
  return "{" + secrets.hex(8) + "-" + secrets.hex(4) + "-4" + secrets.hex(3) + "-8" + secrets.hex(3) + "-" +
         secrets.hex(12) + "}";
}

// Fields in the order the portal applies them: the group first, because it resets the stage.
FieldWrites ordered(const FieldWrites& fields) {
  FieldWrites out = fields;
  std::stable_partition(out.begin(), out.end(),
                        [](const FieldWrite& write) { return write.name == "GROUP_ID"; });
  return out;
}

const FieldWrite* named(const FieldWrites& fields, std::string_view name) {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const FieldWrite& write) { return write.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

void check_new(const Portal& portal, const FieldWrites& fields) {
  const FieldWrite* title = named(fields, "TITLE");
  if (!title || title->text().empty()) throw core_error("Task title not specified<br>");
  const FieldWrite* responsible = named(fields, "RESPONSIBLE_ID");
  if (!responsible || responsible->text().empty()) throw core_error("Responsible person not specified");
  for (const auto& [id, field] : portal.fields.all()) {
    const FieldWrite* value = named(fields, field.name);
    if (field.mandatory && (!value || value->text().empty())) {
      throw core_error("Required field value not specified: " + field.name + "<br>");
    }
  }
}

void raise_update(Portal& portal, const Caller& caller, const Task& task) {
  if (portal.events.bindings().empty()) return;  // building the data for nobody is half the cost of a write
  portal.events.raise("ONTASKUPDATE", task_updated(task.id), caller);
}

void change_status(Portal& portal, const Caller& caller, Task& task, int status) {
  const std::string from = std::to_string(task.status);
  enter_status(portal, caller, task, status);
  record(portal, caller, task, "STATUS", from, std::to_string(status));
  touch(portal, caller, task);
  raise_update(portal, caller, task);
}

}  // namespace

std::string join(const std::vector<std::string>& parts, const char* separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

std::string join_ids(const std::vector<std::int64_t>& ids) {
  std::vector<std::string> parts;
  for (const std::int64_t id : ids) parts.push_back(std::to_string(id));
  return join(parts);
}

bool takes_part(const Task& task, std::int64_t user) {
  return task.created_by == user || task.responsible == user || contains(task.accomplices, user) ||
         contains(task.auditors, user);
}

bool can_see(const Portal& portal, const Caller& caller, const Task& task) {
  if (caller.admin || caller.user == 0 || takes_part(task, caller.user)) return true;
  const User* user = portal.directory.user(caller.user);
  return user && user->staff() && task.group != 0 && portal.directory.role(task.group, caller.user) != 0;
}

bool allowed(const Portal& portal, const Caller& caller, const Task& task, Action action) {
  if (!can_see(portal, caller, task)) return false;
  const bool chief = caller.admin || caller.user == 0 || task.created_by == caller.user;
  const User* user = portal.directory.user(caller.user);
  const bool colleague =
      user && user->staff() && task.group != 0 && portal.directory.role(task.group, caller.user) != 0;
  const bool performer =
      chief || colleague || task.responsible == caller.user || contains(task.accomplices, caller.user);
  const int status = task.status;
  switch (action) {
    case Action::kEdit: return chief || colleague || task.responsible == caller.user;
    case Action::kStart: return performer && (status == 2 || status == 6);
    case Action::kPause: return performer && status == 3;
    case Action::kComplete: return performer && (status == 2 || status == 3 || status == 6);
    case Action::kRenew: return performer && (status == 4 || status == 5 || status == 6);
    case Action::kDefer: return performer && (status == 2 || status == 3);
    case Action::kApprove:
    case Action::kDisapprove: return chief && status == 4;
    case Action::kDelegate: return (chief || colleague || task.responsible == caller.user) && status != 5;
    case Action::kRemove: return chief;
    case Action::kComment: return true;
    case Action::kLabour: return performer;
  }
  return false;
}

Task& require_task(Portal& portal, const Caller& caller, std::int64_t id) {
  Task* task = portal.tasks.find(id);
  if (!task || !can_see(portal, caller, *task)) throw action_denied();
  return *task;
}

void record(Portal& portal, const Caller& caller, Task& task, std::string_view field, const std::string& from,
            const std::string& to, bool has_values) {
  task.history.push_back({portal.next_history++, whole_seconds(portal.clock.now()),
                          static_cast<std::int32_t>(caller.user), portal.names.id(field), has_values, from,
                          to});
}

void touch(Portal& portal, const Caller& caller, Task& task) {
  const Ms now = whole_seconds(portal.clock.now());
  portal.tasks.set_changed(task, now);
  task.changed_by = caller.user;
  task.activity = now;
}

Task& add_task(Portal& portal, const Caller& caller, const FieldWrites& fields) {
  check_new(portal, fields);
  const Ms now = whole_seconds(portal.clock.now());
  Task fresh;
  fresh.id = portal.tasks.take_id();
  fresh.guid = make_guid(portal.secrets);
  fresh.created = fresh.changed = fresh.activity = fresh.status_changed = now;
  fresh.created_by = fresh.changed_by = fresh.status_changed_by = caller.user;
  Task& task = portal.tasks.insert(std::move(fresh));
  std::vector<Change> unused;
  try {
    for (const FieldWrite& write : ordered(fields)) {
      write_field(portal, caller, task, write, unused);
    }
  } catch (const Refusal&) {
    portal.tasks.erase(task.id);
    throw;
  }
  record(portal, caller, task, "NEW", {}, {}, false);
  if (Group* group = task.group != 0 ? &portal.directory.groups[task.group] : nullptr) group->active_at = now;
  portal.events.raise("ONTASKADD", task_added(task.id), caller);
  return task;
}

Task& update_task(Portal& portal, const Caller& caller, std::int64_t id, const FieldWrites& fields) {
  Task& task = require_task(portal, caller, id);
  if (!allowed(portal, caller, task, Action::kEdit)) throw action_denied();
  // What an update cannot change stays out of the copy: a long history is dear.
  std::vector<HistoryRow> history = std::move(task.history);
  std::vector<Comment> comments = std::move(task.comments);
  Task before = task;
  std::vector<Change> changes;
  try {
    for (const FieldWrite& write : ordered(fields)) write_field(portal, caller, task, write, changes);
  } catch (const Refusal&) {  // all or nothing
    before.history = std::move(history);
    before.comments = std::move(comments);
    portal.tasks.erase(id);
    portal.tasks.insert(std::move(before));
    throw;
  }
  task.history = std::move(history);
  task.comments = std::move(comments);
  const bool regrouped = std::any_of(changes.begin(), changes.end(),
                                     [](const Change& change) { return change.field == "GROUP_ID"; });
  for (const Change& change : changes) {
    if (regrouped && change.field == "STAGE") continue;
    record(portal, caller, task, change.field, change.from, change.to, change.has_values);
  }
  touch(portal, caller, task);
  raise_update(portal, caller, task);
  return task;
}

Task& act(Portal& portal, const Caller& caller, std::int64_t id, Action action) {
  Task& task = require_task(portal, caller, id);
  if (!allowed(portal, caller, task, action)) throw action_denied();
  switch (action) {
    case Action::kStart: change_status(portal, caller, task, 3); break;
    case Action::kPause:
    case Action::kRenew:
    case Action::kDisapprove: change_status(portal, caller, task, 2); break;
    case Action::kComplete: {
      const bool needs_approval = task.task_control && task.created_by != caller.user;
      change_status(portal, caller, task, needs_approval ? 4 : 5);
      break;
    }
    case Action::kApprove: change_status(portal, caller, task, 5); break;
    case Action::kDefer: change_status(portal, caller, task, 6); break;
    default: throw action_denied();
  }
  return task;
}

Task& delegate_task(Portal& portal, const Caller& caller, std::int64_t id, std::int64_t to) {
  Task& task = require_task(portal, caller, id);
  if (!allowed(portal, caller, task, Action::kDelegate)) throw action_denied();
  FieldWrites writes{{"RESPONSIBLE_ID", {std::to_string(to)}}};
  if (caller.user != 0 && !contains(task.accomplices, caller.user)) {
    std::vector<std::string> accomplices;
    for (const std::int64_t user : task.accomplices) accomplices.push_back(std::to_string(user));
    accomplices.push_back(std::to_string(caller.user));
    writes.push_back({"ACCOMPLICES", std::move(accomplices)});
  }
  Caller portal_itself = caller;
  portal_itself.admin = true;  // delegating is the permission
  return update_task(portal, portal_itself, id, writes);
}

void delete_task(Portal& portal, const Caller& caller, std::int64_t id) {
  Task& task = require_task(portal, caller, id);
  if (!allowed(portal, caller, task, Action::kRemove)) throw action_denied();
  record(portal, caller, task, "DELETE", {}, {}, false);
  portal.bin[id] = task;
  portal.tasks.erase(id);
  portal.events.raise("ONTASKDELETE", task_deleted(id), caller);
}

void restore_task(Portal& portal, const Caller& caller, std::int64_t id) {
  const auto found = portal.bin.find(id);
  if (found == portal.bin.end()) throw core_error("Task not found<br>");
  Task& task = portal.tasks.insert(std::move(found->second));
  portal.bin.erase(found);
  record(portal, caller, task, "RENEW", {}, {}, false);
  touch(portal, caller, task);
  portal.events.raise("ONTASKADD", task_added(id), caller);
}

const std::vector<std::string>& custom_value(const Portal& portal, const Task& task,
                                             const std::string& name) {
  static const std::vector<std::string> kNone;
  for (const auto& [id, values] : task.uf) {
    if (portal.names.name(id) == name) return values;
  }
  return kNone;
}

void set_custom_value(Portal& portal, Task& task, const std::string& name, std::vector<std::string> values) {
  const NameId id = portal.names.id(name);
  const auto entry =
      std::find_if(task.uf.begin(), task.uf.end(), [&](const auto& known) { return known.first == id; });
  if (values.empty()) {
    if (entry != task.uf.end()) task.uf.erase(entry);
  } else if (entry != task.uf.end()) {
    entry->second = std::move(values);
  } else {
    task.uf.emplace_back(id, std::move(values));
  }
}

}  // namespace sd::portal_double
