#include "tests/portal/engine/task_table.h"

#include <algorithm>

namespace sd::portal_double {

NameId Names::id(std::string_view name) {
  const auto [found, added] = ids_.try_emplace(std::string(name), static_cast<NameId>(names_.size()));
  if (added) names_.emplace_back(name);
  return found->second;
}

Task* TaskTable::find(std::int64_t id) {
  const auto found = tasks_.find(id);
  return found == tasks_.end() ? nullptr : &found->second;
}

const Task* TaskTable::find(std::int64_t id) const {
  const auto found = tasks_.find(id);
  return found == tasks_.end() ? nullptr : &found->second;
}

Task& TaskTable::insert(Task task) {
  const std::int64_t id = task.id;
  by_group_[task.group].insert(id);
  by_change_.emplace(task.changed, id);
  if (!task.xml_id.empty()) by_xml_id_.emplace(task.xml_id, id);
  return tasks_.insert_or_assign(id, std::move(task)).first->second;
}

void TaskTable::erase(std::int64_t id) {
  const auto found = tasks_.find(id);
  if (found == tasks_.end()) return;
  set_xml_id(found->second, {});
  by_group_[found->second.group].erase(id);
  by_change_.erase({found->second.changed, id});
  tasks_.erase(found);
}

void TaskTable::set_changed(Task& task, Ms at) {
  if (task.changed == at) return;
  by_change_.erase({task.changed, task.id});
  task.changed = at;
  by_change_.emplace(at, task.id);
}

void TaskTable::set_group(Task& task, std::int64_t group) {
  by_group_[task.group].erase(task.id);
  task.group = group;
  by_group_[group].insert(task.id);
}

void TaskTable::set_xml_id(Task& task, const std::string& xml_id) {
  const auto [from, to] = by_xml_id_.equal_range(task.xml_id);
  const auto old = std::find_if(from, to, [&](const auto& entry) { return entry.second == task.id; });
  if (old != to) by_xml_id_.erase(old);
  task.xml_id = xml_id;
  if (!xml_id.empty()) by_xml_id_.emplace(xml_id, task.id);
}

const std::set<std::int64_t>& TaskTable::of_group(std::int64_t group) const {
  static const std::set<std::int64_t> kNone;
  const auto found = by_group_.find(group);
  return found == by_group_.end() ? kNone : found->second;
}

std::vector<std::int64_t> TaskTable::with_xml_id(const std::string& xml_id) const {
  std::vector<std::int64_t> ids;
  const auto [from, to] = by_xml_id_.equal_range(xml_id);
  for (auto entry = from; entry != to; ++entry) ids.push_back(entry->second);
  return ids;
}

}  // namespace sd::portal_double
