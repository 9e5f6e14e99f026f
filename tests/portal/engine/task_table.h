// Where tasks are kept: by id, by group, by date of change and by XML_ID. Knows no rules.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tests/portal/engine/task.h"

namespace sd::portal_double {

class Names {
 public:
  NameId id(std::string_view name);
  const std::string& name(NameId id) const { return names_[id]; }

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, NameId> ids_;
};

class TaskTable {
 public:
  using ChangeKey = std::pair<Ms, std::int64_t>;  // changed, task

  Task* find(std::int64_t id);
  const Task* find(std::int64_t id) const;
  // Takes a task with a new id and indexes it.
  Task& insert(Task task);
  void erase(std::int64_t id);

  // The indexed values of a task change only through these.
  void set_changed(Task& task, Ms at);
  void set_group(Task& task, std::int64_t group);
  void set_xml_id(Task& task, const std::string& xml_id);

  std::int64_t take_id() { return next_id_++; }
  void start_ids_at(std::int64_t id) { next_id_ = id; }

  const std::map<std::int64_t, Task>& all() const { return tasks_; }
  std::map<std::int64_t, Task>& all() { return tasks_; }
  const std::set<std::int64_t>& of_group(std::int64_t group) const;
  const std::set<ChangeKey>& by_change() const { return by_change_; }
  std::vector<std::int64_t> with_xml_id(const std::string& xml_id) const;

 private:
  std::map<std::int64_t, Task> tasks_;
  std::map<std::int64_t, std::set<std::int64_t>> by_group_;
  std::set<ChangeKey> by_change_;
  std::unordered_multimap<std::string, std::int64_t> by_xml_id_;
  std::int64_t next_id_ = 8001;
};

}  // namespace sd::portal_double
