#include "webhooks/kanban_work.h"

#include <algorithm>

namespace sd::webhooks {

using kanban::background;

Status KanbanWork::tickets(PortalId portal, std::span<const TicketId> tickets) {
  const Result<kanban::SyncOutcome> outcome = ports_.tickets.run(portal, tickets);
  if (!outcome) return outcome.error();
  return Done{};
}

Status KanbanWork::group(PortalId portal, GroupId group) {
  const Result<std::optional<kanban::BoundGroup>> bound_group = bound(portal, group);
  if (!bound_group) return bound_group.error();
  if (!*bound_group) return Done{};

  const Result<std::optional<kanban::PortalGroup>> seen = in_portal(portal, group);
  if (!seen) return seen.error();
  if (*seen && (*seen)->name != (*bound_group)->name) {
    kanban::BoundGroup renamed = **bound_group;
    renamed.name = (*seen)->name;
    if (const Status kept = ports_.cards.bind(portal, renamed); !kept) return kept;
  }
  const Result<std::vector<kanban::GroupMember>> members = ports_.portal.members(background(portal), group);
  if (!members) return members.error();
  if (const Status kept = ports_.people.put_members(portal, group, *members); !kept) return kept;

  const Result<kanban::StagesOutcome> stages = ports_.stages.run(portal, group);
  if (!stages) return stages.error();
  if (stages->displaced.empty()) return Done{};
  return tickets(portal, stages->displaced);
}

Status KanbanWork::group_gone(PortalId portal, GroupId group) {
  const Result<std::optional<kanban::BoundGroup>> bound_group = bound(portal, group);
  if (!bound_group) return bound_group.error();
  if (!*bound_group) return Done{};
  const Result<std::optional<kanban::PortalGroup>> seen = in_portal(portal, group);
  if (!seen) return seen.error();
  if (*seen) return Done{};
  return ports_.cards.unbind(portal, group);
}

Status KanbanWork::company(PortalId portal, CompanyId company) {
  const auto known = ports_.people.companies(portal, std::span(&company, 1));
  if (!known) return known.error();
  if (known->empty()) return Done{};
  const auto read = ports_.portal.companies(background(portal), std::span(&company, 1));
  if (!read) return read.error();
  return ports_.people.put_companies(portal, *read, ports_.clock.now());
}

Status KanbanWork::user(PortalId portal, UserId user) {
  const auto read = ports_.portal.users(background(portal), std::span(&user, 1));
  if (!read) return read.error();
  return ports_.people.put_users(portal, *read, ports_.clock.now());
}

Result<std::optional<kanban::BoundGroup>> KanbanWork::bound(PortalId portal, GroupId group) {
  Result<std::vector<kanban::BoundGroup>> groups = ports_.cards.groups(portal);
  if (!groups) return groups.error();
  const auto found = std::find_if(groups->begin(), groups->end(),
                                  [&](const kanban::BoundGroup& each) { return each.group == group; });
  if (found == groups->end()) return std::optional<kanban::BoundGroup>();
  return std::optional<kanban::BoundGroup>(*found);
}

Result<std::optional<kanban::PortalGroup>> KanbanWork::in_portal(PortalId portal, GroupId group) {
  Result<std::vector<kanban::PortalGroup>> groups = ports_.portal.groups(background(portal));
  if (!groups) return groups.error();
  const auto found = std::find_if(groups->begin(), groups->end(),
                                  [&](const kanban::PortalGroup& each) { return each.id == group; });
  if (found == groups->end()) return std::optional<kanban::PortalGroup>();
  return std::optional<kanban::PortalGroup>(*found);
}

}  // namespace sd::webhooks
