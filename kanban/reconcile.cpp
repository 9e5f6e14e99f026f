#include "kanban/reconcile.h"

namespace sd::kanban {

Result<SyncOutcome> Reconcile::run(PortalId portal, GroupId group) {
  const Result<BoundGroup> bound = find_bound(cards_, portal, group);
  if (!bound) return bound.error();
  const TimePoint started = portal_.now(portal);
  const TimePoint since = bound->reconciled_at.value_or(bound->bound_at) - kOverlap;
  SyncOutcome outcome;
  TicketId after{0};
  for (bool last = false; !last;) {
    const Result<TicketPage> page = portal_.list_changed(background(portal), group, since, after);
    if (!page) return page.error();
    last = page->last || page->ids.empty();
    if (page->ids.empty()) break;
    const Result<SyncOutcome> synced = sync_.run(portal, page->ids);
    if (!synced) return synced.error();
    outcome += *synced;
    after = page->ids.back();
  }
  // Read again: a full read may have moved its cursor meanwhile.
  Result<BoundGroup> now = find_bound(cards_, portal, group);
  if (!now) return now.error();
  now->reconciled_at = started;
  const Status saved = cards_.bind(portal, *now);
  if (!saved) return saved.error();
  return outcome;
}

}  // namespace sd::kanban
