// What may be done with a task and what follows from it: side effects on dates and people, history rows,
// events (portal-api 4.2, 4.4, 4.10). Everything throws Refusal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/portal/engine/portal.h"

namespace sd::portal_double {

// One field as it is written: the portal's name and its texts. Empty values clear the field.
struct FieldWrite {
  std::string name;
  std::vector<std::string> values;

  std::string text() const { return values.empty() ? std::string{} : values.front(); }
};
using FieldWrites = std::vector<FieldWrite>;

bool can_see(const Portal& portal, const Caller& caller, const Task& task);
bool takes_part(const Task& task, std::int64_t user);

enum class Action {
  kEdit,
  kStart,
  kPause,
  kComplete,
  kRenew,
  kDefer,
  kApprove,
  kDisapprove,
  kDelegate,
  kRemove,
  kComment,
  kLabour
};
bool allowed(const Portal& portal, const Caller& caller, const Task& task, Action action);

// The task when it is there and visible, else "wrong task id" or "Action … not allowed".
Task& require_task(Portal& portal, const Caller& caller, std::int64_t id);

Task& add_task(Portal& portal, const Caller& caller, const FieldWrites& fields);
Task& update_task(Portal& portal, const Caller& caller, std::int64_t id, const FieldWrites& fields);
Task& act(Portal& portal, const Caller& caller, std::int64_t id, Action action);
Task& delegate_task(Portal& portal, const Caller& caller, std::int64_t id, std::int64_t to);
void delete_task(Portal& portal, const Caller& caller, std::int64_t id);
void restore_task(Portal& portal, const Caller& caller, std::int64_t id);

// Appends a history row of `caller` at the portal's present second.
void record(Portal& portal, const Caller& caller, Task& task, std::string_view field, const std::string& from,
            const std::string& to, bool has_values = true);
// Dates of change and activity.
void touch(Portal& portal, const Caller& caller, Task& task);

// Value of a custom field; empty when it has none.
const std::vector<std::string>& custom_value(const Portal& portal, const Task& task, const std::string& name);
void set_custom_value(Portal& portal, Task& task, const std::string& name, std::vector<std::string> values);

std::string join(const std::vector<std::string>& parts, const char* separator = ",");
std::string join_ids(const std::vector<std::int64_t>& ids);

}  // namespace sd::portal_double
