// Several groups in one request: `groups=7,8`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/http/message.h"

namespace sd::kanban {

// The whole numbers of a query parameter as in "7,8", at most kMostGroups; empty when it is not there.
// Errors: "request.<name>" (kInvalidArgument).
Result<std::vector<std::int64_t>> numbers_of(const http::Request& request, const std::string& name);

// The groups of `groups=`, each once, in the order asked; empty when it is not there. Errors:
// "request.groups".
Result<std::vector<GroupId>> groups_of(const http::Request& request);

inline constexpr std::size_t kMostGroups = 20;

}  // namespace sd::kanban
