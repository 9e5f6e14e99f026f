// Tasks as the REST answers show them (portal-api 4.2).
#pragma once

#include <string>
#include <vector>

#include "tests/portal/rest/call.h"

namespace sd::portal_double {

// Which fields an answer holds. An empty list means the main fields without UF_*.
struct TaskSelect {
  std::vector<std::string> names;  // UPPER_CASE, "*" and "UF_*" as given
};

// "RESPONSIBLE_ID" -> "responsibleId".
std::string camel_case(const std::string& upper);

json::object task_json(const Call& call, const Task& task, const TaskSelect& select);
// Every main field, as add, update and the actions answer.
json::object task_row(const Call& call, const Task& task);
// "CAN" flags of the caller; `upper` for tasks.task.getaccess.
json::object task_actions(const Portal& portal, const Caller& caller, const Task& task, bool upper);

json::object user_brief(const Portal& portal, std::int64_t user);
json::array id_texts(const std::vector<std::int64_t>& ids);
std::int64_t chat_of(const Task& task);

}  // namespace sd::portal_double
