#include "extension/app/event_work.h"

#include <algorithm>
#include <array>

namespace sd::app {

Result<bool> EventWork::bound(PortalId portal, GroupId group) {
  const auto groups = parts_.cards.groups(portal);
  if (!groups) return groups.error();
  return std::any_of(groups->begin(), groups->end(),
                     [group](const auto& known) { return known.group == group; });
}

Result<EventWork::Looked> EventWork::tickets(PortalId portal, std::span<const TicketId> tickets) {
  const TimePoint now = parts_.clock.now(), wrote = parts_.looks.last_write(portal);
  const TimePoint next = wrote + (parts_.gather_writes ? parts_.gather_writes(portal) : Millis{0});
  const bool later = now >= wrote && now < next;  // a clock that was put back postpones nothing
  Result<Looked> looked = look(portal, tickets, later ? kanban::WriteBack::kLater : kanban::WriteBack::kNow);
  if (looked) looked->later_at = next;
  return looked;
}

Result<EventWork::Looked> EventWork::look(PortalId portal, std::span<const TicketId> tickets,
                                          kanban::WriteBack write_back) {
  const webhooks::BothClocks begun{parts_.portal.now(portal), parts_.clock.now()};
  Result<kanban::SyncOutcome> outcome = parts_.tickets.run(portal, tickets, write_back);
  if (!outcome) return outcome.error();
  parts_.synced(portal, *outcome);
  std::vector<TicketId> seen(tickets.begin(), tickets.end());
  std::erase_if(seen, [&](TicketId ticket) {
    return std::any_of(outcome->failed.begin(), outcome->failed.end(),
                       [&](const auto& failure) { return failure.first == ticket; });
  });
  parts_.looks.looked(portal, seen, begun);
  if (outcome->written > 0 || !outcome->refused.empty()) parts_.looks.wrote(portal, begun.ours);
  return Looked{std::move(outcome->failed), std::move(outcome->owing), {}};
}

Status EventWork::group(PortalId portal, GroupId group) {
  const Result<bool> ours = bound(portal, group);
  if (!ours) return ours.error();
  if (!*ours) return Done{};
  const auto members = parts_.portal.members(kanban::background(portal), group);
  if (!members) return members.error();
  if (const Status kept = parts_.people.put_members(portal, group, *members); !kept) return kept;
  const Result<kanban::StagesOutcome> stages = parts_.stages.run(portal, group);
  if (!stages) return stages.error();
  if (stages->displaced.empty()) return Done{};
  const Result<Looked> looked = look(portal, stages->displaced, kanban::WriteBack::kNow);
  if (!looked) return looked.error();
  if (!looked->failed.empty()) return looked->failed.front().second;
  return Done{};
}

Status EventWork::group_gone(PortalId portal, GroupId group) {
  const Result<bool> ours = bound(portal, group);
  if (!ours) return ours.error();
  if (!*ours) return Done{};
  const auto shown = parts_.portal.groups(kanban::background(portal));
  if (!shown) return shown.error();
  const bool there =
      std::any_of(shown->begin(), shown->end(), [group](const auto& known) { return known.id == group; });
  if (there) return Done{};
  return parts_.cards.unbind(portal, group);
}

Status EventWork::company(PortalId portal, CompanyId company) {
  const auto found = parts_.portal.companies(kanban::background(portal), std::array{company});
  if (!found) return found.error();
  if (const Status kept = parts_.people.put_companies(portal, *found, parts_.clock.now()); !kept) return kept;
  parts_.boards.forget(portal);
  return Done{};
}

Status EventWork::user(PortalId portal, UserId user) {
  const auto found = parts_.portal.users(kanban::background(portal), std::array{user});
  if (!found) return found.error();
  if (const Status kept = parts_.people.put_users(portal, *found, parts_.clock.now()); !kept) return kept;
  parts_.boards.forget(portal);
  return Done{};
}

}  // namespace sd::app
