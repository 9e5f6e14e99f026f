#include "kanban/import_tickets.h"

#include <algorithm>
#include <future>

#include "kanban/bound_group.h"

namespace sd::kanban {

Status ImportTickets::group(PortalId portal, GroupId group, const Watch& watch) {
  Result<FillPoint> point = ports_.book.open(portal, group, FillPhase::kImport);
  if (!point) return point.error();
  if (point->finished_at) return Done{};
  if (point->position == 0) {
    const auto count = ports_.archive.count(group);
    if (!count) return count.error();
    point->planned = *count;
  }
  if (const Status taken = take(portal, group, *point, watch); !taken) return taken;
  if (const Status marked = mark_filled(portal, group); !marked) return marked;
  return ports_.book.finish(portal, *point);
}

Status ImportTickets::prepare(PortalId portal, std::span<const GroupId> groups) {
  for (const GroupId group : groups) {
    if (const Status prepared = prepare_one(portal, group); !prepared) return prepared;
  }
  return Done{};
}

Status ImportTickets::prepare_one(PortalId portal, GroupId group) {
  const Result<FillPoint> point = ports_.book.open(portal, group, FillPhase::kImport);
  if (!point) return point.error();
  if (point->finished_at) return Done{};
  Result<BoundGroup> bound = find_bound(ports_.cards, portal, group);
  if (!bound) return bound.error();
  const TimePoint since = ports_.portal.now(portal) - kBehind;
  if (point->position == 0 && bound->reconciled_at && *bound->reconciled_at > since) {
    bound->reconciled_at = since;
    if (const Status kept = ports_.cards.bind(portal, *bound); !kept) return kept;
  }
  const auto stages = ports_.stages.run(portal, group);
  if (!stages) return stages.error();
  const auto members = ports_.portal.members(background(portal), group);
  if (!members) return members.error();
  return ports_.people.put_members(portal, group, *members);
}

// The next page is read while this one is stored.
Status ImportTickets::take(PortalId portal, GroupId group, FillPoint& point, const Watch& watch) {
  const auto read = [this, group](TicketId after) {
    return std::async(std::launch::async,
                      [this, group, after] { return ports_.archive.tickets(group, after, step_); });
  };
  auto next = read(TicketId{point.position});
  for (;;) {
    const Result<ArchivePage> page = next.get();
    if (!page) return page.error();
    if (!page->last) next = read(page->upto);
    if (const Status taken = ports_.sync.take_whole(portal, page->reads); !taken) return taken;
    point.done += page->seen;
    point.planned = std::max(point.planned, point.done);
    point.position = page->upto.value();
    if (page->last) return Done{};
    if (const Status kept = ports_.book.keep(portal, point); !kept) return kept;
    if (!watch(point)) return Error{ErrorKind::kUnavailable, "fill.stopped", {}};
  }
}

Status ImportTickets::mark(PortalId portal, GroupId group, FillPhase phase) {
  Result<FillPoint> point = ports_.book.open(portal, group, phase);
  if (!point) return point.error();
  if (point->finished_at) return Done{};
  return ports_.book.finish(portal, *point);
}

Status ImportTickets::mark_filled(PortalId portal, GroupId group) {
  for (const FillPhase phase : {FillPhase::kOpen, FillPhase::kOpenHistory, FillPhase::kClosed}) {
    if (const Status marked = mark(portal, group, phase); !marked) return marked;
  }
  Result<BoundGroup> bound = find_bound(ports_.cards, portal, group);  // again: it may have changed meanwhile
  if (!bound) return bound.error();
  if (bound->synced) return Done{};
  bound->synced = true;
  return ports_.cards.bind(portal, *bound);
}

Result<bool> ImportTickets::finish(PortalId portal) {
  const auto groups = ports_.cards.groups(portal);
  if (!groups) return groups.error();
  for (const BoundGroup& group : *groups) {
    const Result<FillPoint> point = ports_.book.open(portal, group.group, FillPhase::kClosed);
    if (!point) return point.error();
    if (!point->finished_at) return false;
  }
  const auto named = ports_.sync.name_companies(portal);
  if (!named) return named.error();
  if (const Status marked = mark(portal, GroupId{0}, FillPhase::kCompanies); !marked) return marked.error();
  const auto missing = ports_.cards.count_without_history(portal, GroupId{0}, false);
  if (!missing) return missing.error();
  if (*missing == 0) {
    if (const Status marked = mark(portal, GroupId{0}, FillPhase::kClosedHistory); !marked)
      return marked.error();
  }
  return true;
}

}  // namespace sd::kanban
