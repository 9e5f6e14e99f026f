#include "tests/portal/engine/discussion.h"

#include <algorithm>

#include "tests/portal/engine/iso_time.h"
#include "tests/portal/engine/refusal.h"
#include "tests/portal/engine/task_rules.h"

namespace sd::portal_double {
namespace {

Task& positional_task(Portal& portal, const Caller& caller, std::int64_t id, Action action) {
  Task* task = portal.tasks.find(id);
  if (!task || !can_see(portal, caller, *task)) refuse_positional(1, "TASK_NOT_FOUND_OR_NOT_ACCESSIBLE");
  if (!allowed(portal, caller, *task, action)) refuse_positional(4, "ACTION_NOT_ALLOWED");
  return *task;
}

template <class Item>
Item& item_of(std::vector<Item>& items, std::int64_t id) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
  if (found == items.end()) refuse_positional(512, "ITEM_NOT_FOUND_OR_NOT_ACCESSIBLE");
  return *found;
}

LabourRecord& record_of(Portal& portal, const Task& task, std::int64_t id) {
  const auto found = portal.labour.find(id);
  if (found == portal.labour.end() || found->second.task != task.id) {
    refuse_positional(512, "ITEM_NOT_FOUND_OR_NOT_ACCESSIBLE");
  }
  return found->second;
}

bool own(const Caller& caller, std::int64_t user) { return caller.admin || caller.user == user; }

void spent_changed(Portal& portal, const Caller& caller, Task& task, std::int64_t to) {
  record(portal, caller, task, "TIME_SPENT_IN_LOGS", std::to_string(task.spent), std::to_string(to));
  task.spent = to;
  task.spent_known = true;
}

void write_item(Portal& portal, const Caller& caller, ChecklistItem& item, const ChecklistWrite& write) {
  if (write.title) item.title = *write.title;
  if (write.parent) item.parent = *write.parent;
  if (write.sort) item.sort = static_cast<int>(*write.sort);
  if (write.important) item.important = *write.important;
  if (write.complete && *write.complete != item.complete) {
    item.complete = *write.complete;
    item.toggled_by = caller.user;
    item.toggled_at = whole_seconds(portal.clock.now());
  }
}

void checklist_changed(Portal& portal, const Caller& caller, Task& task, const char* what,
                       const std::string& from, const std::string& to) {
  record(portal, caller, task, what, from, to);
  touch(portal, caller, task);
  portal.events.raise("ONTASKUPDATE", task_updated(task.id), caller);
}

}  // namespace

void refuse_positional(int group, const std::string& text) {
  throw core_error("TASKS_ERROR_EXCEPTION_#" + std::to_string(group) + "; " + text + "; " +
                   std::to_string(group) + "/TE/" + text + "<br>");
}

std::int64_t add_comment(Portal& portal, const Caller& caller, std::int64_t task_id, const std::string& text,
                         std::int64_t author) {
  Task& task = positional_task(portal, caller, task_id, Action::kComment);
  if (text.empty()) refuse_positional(256, "Comment text is empty");
  Caller speaker = caller;
  if (author != 0 && caller.admin) speaker.user = author;
  const Ms now = whole_seconds(portal.clock.now());
  const std::int64_t id = portal.next_comment++;
  task.comments.push_back({id, speaker.user, now, text});
  record(portal, speaker, task, "COMMENT", {}, std::to_string(id));
  task.activity = now;
  portal.events.raise("ONTASKCOMMENTADD", comment_added(task_id, id, portal.settings.chat_card), speaker);
  return id;
}

void update_comment(Portal& portal, const Caller& caller, std::int64_t task_id, std::int64_t comment_id,
                    const std::string& text) {
  Task& task = positional_task(portal, caller, task_id, Action::kComment);
  Comment& comment = item_of(task.comments, comment_id);
  if (!own(caller, comment.author)) refuse_positional(4, "ACTION_NOT_ALLOWED");
  comment.text = text;
  if (!portal.settings.chat_card) {  // dead in the new card
    portal.events.raise("ONTASKCOMMENTUPDATE", comment_changed(task_id, comment_id, "EDIT"), caller);
  }
}

void delete_comment(Portal& portal, const Caller& caller, std::int64_t task_id, std::int64_t comment_id) {
  Task& task = positional_task(portal, caller, task_id, Action::kComment);
  if (!own(caller, item_of(task.comments, comment_id).author)) refuse_positional(4, "ACTION_NOT_ALLOWED");
  std::erase_if(task.comments, [&](const Comment& comment) { return comment.id == comment_id; });
  if (!portal.settings.chat_card) {
    portal.events.raise("ONTASKCOMMENTDELETE", comment_changed(task_id, comment_id, "DEL"), caller);
  }
}

std::int64_t add_labour(Portal& portal, const Caller& caller, std::int64_t task_id,
                        const LabourWrite& write) {
  Task& task = positional_task(portal, caller, task_id, Action::kLabour);
  if (write.user != 0 && write.user != caller.user && !caller.admin)
    refuse_positional(4, "ACTION_NOT_ALLOWED");
  const Ms now = whole_seconds(portal.clock.now());
  LabourRecord record;
  record.id = portal.next_labour++;
  record.task = task_id;
  record.user = write.user != 0 ? write.user : caller.user;
  record.seconds = write.seconds.value_or(0);
  record.comment = write.comment.value_or("");
  record.created = write.created != 0 ? write.created : now;
  record.start = now;
  record.stop = now;
  task.labour.push_back(record.id);
  portal.labour[record.id] = record;
  spent_changed(portal, caller, task, task.spent + record.seconds);
  return record.id;
}

void update_labour(Portal& portal, const Caller& caller, std::int64_t task_id, std::int64_t record_id,
                   const LabourWrite& write) {
  Task& task = positional_task(portal, caller, task_id, Action::kComment);
  LabourRecord& record = record_of(portal, task, record_id);
  if (!own(caller, record.user)) refuse_positional(4, "ACTION_NOT_ALLOWED");
  const std::int64_t spent = task.spent - record.seconds + write.seconds.value_or(record.seconds);
  record.seconds = write.seconds.value_or(record.seconds);
  if (write.comment) record.comment = *write.comment;
  if (write.created != 0) record.created = write.created;
  if (spent != task.spent) spent_changed(portal, caller, task, spent);
}

void delete_labour(Portal& portal, const Caller& caller, std::int64_t task_id, std::int64_t record_id) {
  Task& task = positional_task(portal, caller, task_id, Action::kComment);
  const LabourRecord record = record_of(portal, task, record_id);
  if (!own(caller, record.user)) refuse_positional(4, "ACTION_NOT_ALLOWED");
  portal.labour.erase(record_id);
  std::erase(task.labour, record_id);
  spent_changed(portal, caller, task, task.spent - record.seconds);
}

bool labour_allowed(Portal& portal, const Caller& caller, std::int64_t task_id, std::int64_t record_id,
                    int action) {
  const Task* task = portal.tasks.find(task_id);
  if (!task || !can_see(portal, caller, *task)) return false;
  if (action == 1) return allowed(portal, caller, *task, Action::kLabour);
  const auto record = portal.labour.find(record_id);
  return record != portal.labour.end() && own(caller, record->second.user);
}

std::int64_t add_item(Portal& portal, const Caller& caller, std::int64_t task_id,
                      const ChecklistWrite& write) {
  Task& task = positional_task(portal, caller, task_id, Action::kLabour);
  if (!write.title || write.title->empty()) refuse_positional(256, "TITLE is empty");
  ChecklistItem item;
  item.id = portal.next_checklist++;
  item.created_by = caller.user;
  item.sort = static_cast<int>(task.checklist.size());
  write_item(portal, caller, item, write);
  task.checklist.push_back(item);
  checklist_changed(portal, caller, task, "CHECKLIST_ITEM_CREATE", {}, item.title);
  return item.id;
}

void update_item(Portal& portal, const Caller& caller, std::int64_t task_id, std::int64_t item_id,
                 const ChecklistWrite& write) {
  Task& task = positional_task(portal, caller, task_id, Action::kLabour);
  ChecklistItem& item = item_of(task.checklist, item_id);
  const ChecklistItem before = item;
  write_item(portal, caller, item, write);
  if (item.complete != before.complete) {
    checklist_changed(portal, caller, task, item.complete ? "CHECKLIST_ITEM_CHECK" : "CHECKLIST_ITEM_UNCHECK",
                      before.title, item.title);
  } else if (item.title != before.title) {
    checklist_changed(portal, caller, task, "CHECKLIST_ITEM_RENAME", before.title, item.title);
  }
}

void delete_item(Portal& portal, const Caller& caller, std::int64_t task_id, std::int64_t item_id) {
  Task& task = positional_task(portal, caller, task_id, Action::kLabour);
  const std::string title = item_of(task.checklist, item_id).title;
  std::erase_if(task.checklist, [&](const ChecklistItem& item) { return item.id == item_id; });
  checklist_changed(portal, caller, task, "CHECKLIST_ITEM_REMOVE", title, {});
}

}  // namespace sd::portal_double
