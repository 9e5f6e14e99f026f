// The task a tasks.task.* call names.
#pragma once

#include "tests/portal/rest/call.h"

namespace sd::portal_double {

// Throws the portal's words for a missing ("100") or wrong ("0") id.
std::int64_t task_id(const Call& call, const char* key = "taskId");

}  // namespace sd::portal_double
