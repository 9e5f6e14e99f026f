#include "kanban/http/group_list.h"

#include <algorithm>

#include "extension/http/query.h"

namespace sd::kanban {

Result<std::vector<std::int64_t>> numbers_of(const http::Request& request, const std::string& name) {
  const auto query = http::parse_query(request.query);
  if (!query) return query.error();
  std::vector<std::int64_t> numbers;
  const auto found = query->find(name);
  if (found == query->end()) return numbers;
  std::string_view rest = found->second;
  for (;;) {
    const std::size_t comma = rest.find(',');
    const auto number = http::to_number(rest.substr(0, comma));
    if (!number || numbers.size() >= kMostGroups) {
      return Error{ErrorKind::kInvalidArgument, "request." + name, {}};
    }
    numbers.push_back(*number);
    if (comma == std::string_view::npos) return numbers;
    rest.remove_prefix(comma + 1);
  }
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
