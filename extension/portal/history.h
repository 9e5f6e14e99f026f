// Scope task: the history of a task (portal-api.md 4.10).
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include "extension/core/result.h"
#include "extension/portal/field_names.h"
#include "kanban/rules/ticket.h"

namespace sd::portal {

// Result of tasks.task.history.list, ascending by (at, id). Errors: "portal.shape".
Result<std::vector<kanban::HistoryRow>> decode_history(const boost::json::value& result,
                                                       const FieldNames& names);

}  // namespace sd::portal
