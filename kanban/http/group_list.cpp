#include "kanban/http/group_list.h"

#include <algorithm>

#include "extension/http/query.h"

namespace sd::kanban {

Result<std::vector<std::int64_t>> numbers_of(const http::Request& request, const std::string& name) {
  const auto query = http::parse_query(request.query);
  if (!query) return query.error();
  const auto found = query->find(name);
  if (found == query->end()) return std::vector<std::int64_t>();
  auto numbers = http::to_numbers(found->second, kMostGroups);
  if (!numbers) return Error{ErrorKind::kInvalidArgument, "request." + name, {}};
  return std::move(*numbers);
}

Result<std::vector<GroupId>> groups_of(const http::Request& request) {
  const Result<std::vector<std::int64_t>> numbers = numbers_of(request, "groups");
  if (!numbers) return numbers.error();
  std::vector<GroupId> groups;
  for (const std::int64_t number : *numbers) {
    if (std::find(groups.begin(), groups.end(), GroupId{number}) != groups.end()) {
      return Error{ErrorKind::kInvalidArgument, "request.groups", {}};
    }
    groups.emplace_back(number);
  }
  return groups;
}

}  // namespace sd::kanban
