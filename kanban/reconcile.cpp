#include "kanban/reconcile.h"

#include <algorithm>
#include <unordered_map>

namespace sd::kanban {

Result<Repairs> Reconcile::run(PortalId portal) {
  const Result<std::vector<BoundGroup>> bound = cards_.groups(portal);
  if (!bound) return bound.error();
  std::vector<GroupId> groups;
  TimePoint since = TimePoint::max();
  for (const BoundGroup& group : *bound) {
    if (!group.synced) continue;
    groups.push_back(group.group);
    since = std::min(since, group.reconciled_at.value_or(group.bound_at) - kOverlap);
  }
  Repairs repairs;
  if (groups.empty()) return repairs;

  const TimePoint settled = portal_.now(portal) - on_the_way_.lag(portal);
  const Result<std::unordered_set<TicketId>> waiting = on_the_way_.waiting(portal);
  if (!waiting) return waiting.error();
  TicketId after{0};
  for (bool last = false; !last;) {
    const Result<StampPage> page = portal_.stamps(background(portal), groups, since, after);
    if (!page) return page.error();
    last = page->last || page->rows.empty();
    if (page->rows.empty()) break;
    after = page->rows.back().id;
    const Result<Repairs> repaired = take_page(portal, page->rows, settled, *waiting);
    if (!repaired) return repaired.error();
    repairs += *repaired;
  }
  if (const Status saved = save(portal, groups, settled); !saved) return saved.error();
  return repairs;
}

Result<Repairs> Reconcile::take_page(PortalId portal, std::span<const TicketStamp> rows, TimePoint settled,
                                     const std::unordered_set<TicketId>& waiting) {
  std::vector<TicketId> tickets;
  for (const TicketStamp& row : rows) tickets.push_back(row.id);
  const Result<std::vector<SeenCard>> seen = cards_.seen(portal, tickets);
  if (!seen) return seen.error();
  std::unordered_map<TicketId, const SeenCard*> cards;
  for (const SeenCard& card : *seen) cards.emplace(card.ticket, &card);
  std::vector<Suspect> suspects;
  for (const TicketStamp& row : rows) {
    if (row.changed_at >= settled || waiting.contains(row.id)) continue;
    const auto card = cards.find(row.id);
    const auto suspect = compare(row, card == cards.end() ? nullptr : card->second);
    if (suspect) suspects.push_back(*suspect);
  }
  return repair_.run(portal, suspects);
}

Status Reconcile::save(PortalId portal, std::span<const GroupId> groups, TimePoint settled) {
  for (const GroupId group : groups) {
    // Read again: somebody may have unbound the group, a back-fill may have marked it synced meanwhile.
    Result<BoundGroup> bound = find_bound(cards_, portal, group);
    if (!bound && bound.error().kind == ErrorKind::kNotFound) continue;
    if (!bound) return bound.error();
    if (bound->reconciled_at && *bound->reconciled_at >= settled) continue;
    bound->reconciled_at = settled;
    if (const Status saved = cards_.bind(portal, *bound); !saved) return saved;
  }
  return Done{};
}

}  // namespace sd::kanban
