// Scope task: custom fields of tasks (portal-api.md 7). The methods read their arguments by position.
#pragma once

#include <vector>

#include "extension/portal/caller.h"
#include "extension/portal/portal_admin.h"

namespace sd::portal {

Result<std::vector<TaskField>> list_task_fields(Caller& caller, const Actor& actor);
Result<std::int64_t> add_task_field(Caller& caller, const Actor& actor, const TaskField& field);
Status update_task_field(Caller& caller, const Actor& actor, const TaskField& field);

}  // namespace sd::portal
