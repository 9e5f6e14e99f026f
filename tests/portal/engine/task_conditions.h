// Whether a task meets a filter (portal-api 4.3).
#pragma once

#include "tests/portal/engine/task_columns.h"

namespace sd::portal_double {

// Keys that nobody knows are ignored: a typo returns everything.
bool matches(const Evaluation& e, const Task& task, const ConditionGroup& group);

}  // namespace sd::portal_double
