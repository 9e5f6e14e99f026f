// tasks.task.list: filter, order, pages (portal-api 4.3, 1.5). With an id cursor and counting off a page
// costs O(page) of the group; with counting on the whole selection is walked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/portal/engine/task_rules.h"

namespace sd::portal_double {

// One condition, as written: the key with its operator prefix taken off.
struct Condition {
  std::string key;  // "GROUP_ID"
  std::string op;   // "", "!", ">", ">=", "<", "<=", "%", "!%"
  std::vector<std::string> values;
};

struct ConditionGroup {
  bool any = false;  // ::LOGIC OR
  std::vector<Condition> conditions;
  std::vector<ConditionGroup> groups;
};

struct TaskQuery {
  ConditionGroup where;
  std::vector<std::pair<std::string, bool>> order;  // key, descending
  bool counted = true;                              // false: start=-1
  std::int64_t offset = 0;
  std::size_t page = 50;
};

struct TaskPage {
  std::vector<const Task*> tasks;
  std::int64_t total = 0;
  std::optional<std::int64_t> next;
};

// Takes the operator off the front of a filter key.
Condition split_condition(const std::string& key);

// Throws Refusal for an unknown order key.
TaskPage list_tasks(const Portal& portal, const Caller& caller, const TaskQuery& query);

// The status with its meta values: -1 overdue, -3 almost overdue, else the status.
int sub_status(const Portal& portal, const Task& task);

}  // namespace sd::portal_double
