// Writing one field of a task: reading the text, checking it, noting what changed.
#pragma once

#include "tests/portal/engine/task_rules.h"

namespace sd::portal_double {

struct Change {
  std::string field, from, to;
  bool has_values = true;
};

// Applies `write` to `task` and appends what changed to `changes`. Unknown fields are ignored, as the
// portal does. STATUS and GROUP_ID bring their side effects. Throws Refusal for a value the portal refuses.
void write_field(Portal& portal, const Caller& caller, Task& task, const FieldWrite& write,
                 std::vector<Change>& changes);

// Sets a status with its side effects on dates; no history.
void enter_status(Portal& portal, const Caller& caller, Task& task, int status);

}  // namespace sd::portal_double
