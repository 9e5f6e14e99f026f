#include "kanban/bound_group.h"

namespace sd::kanban {

Result<BoundGroup> find_bound(CardStore& cards, PortalId portal, GroupId group) {
  Result<std::vector<BoundGroup>> groups = cards.groups(portal);
  if (!groups) return groups.error();
  for (BoundGroup& bound : *groups) {
    if (bound.group == group) return std::move(bound);
  }
  return Error{ErrorKind::kNotFound, "group.not_bound", {}};
}

}  // namespace sd::kanban
