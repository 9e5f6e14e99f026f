#include "kanban/full_read.h"

#include <algorithm>
#include <unordered_set>

namespace sd::kanban {

struct FullRead::Run {
  PortalId portal;
  GroupId group;
  const Progress& progress;
  ReadProgress so_far;
  SyncOutcome outcome;
  bool from_the_start = false;
  std::unordered_set<TicketId> listed;
};

Result<BoundGroup> find_bound(CardStore& cards, PortalId portal, GroupId group) {
  Result<std::vector<BoundGroup>> groups = cards.groups(portal);
  if (!groups) return groups.error();
  for (BoundGroup& bound : *groups) {
    if (bound.group == group) return std::move(bound);
  }
  return Error{ErrorKind::kNotFound, "group.not_bound", {}};
}

Result<SyncOutcome> FullRead::run(PortalId portal, GroupId group, const Progress& progress) {
  const Result<BoundGroup> bound = find_bound(cards_, portal, group);
  if (!bound) return bound.error();
  Run run{portal, group, progress, {group, 0, 0, false}, {}, bound->sync_cursor == 0, {}};
  TicketId cursor{bound->sync_cursor};
  for (bool last = false; !last;) {
    const Result<TicketPage> page = portal_.list_ids(background(portal), group, cursor);
    if (!page) return page.error();
    last = page->last || page->ids.empty();
    run.so_far.listed += page->ids.size();
    const Result<bool> go_on = take_page(run, *page);
    if (!go_on) return go_on.error();
    if (!*go_on) return std::move(run.outcome);
    if (!page->ids.empty()) cursor = page->ids.back();
  }
  if (run.from_the_start) {
    const Status checked = look_for_missing(run);
    if (!checked) return checked.error();
  }
  const Status saved = save_cursor(run, TicketId{0}, true);
  if (!saved) return saved.error();
  run.so_far.finished = true;
  progress(run.so_far);
  return std::move(run.outcome);
}

// True: go on. The cursor is kept after every chunk, so that a stop costs one chunk at most.
Result<bool> FullRead::take_page(Run& run, const TicketPage& page) {
  if (run.from_the_start) run.listed.insert(page.ids.begin(), page.ids.end());
  const std::span<const TicketId> ids(page.ids);
  for (std::size_t from = 0; from < ids.size(); from += SyncTickets::kChunk) {
    const auto chunk = ids.subspan(from, std::min(SyncTickets::kChunk, ids.size() - from));
    const Result<SyncOutcome> synced = sync_.run(run.portal, chunk);
    if (!synced) return synced.error();
    run.outcome += *synced;
    run.so_far.done += chunk.size();
    const Status saved = save_cursor(run, chunk.back(), false);
    if (!saved) return saved.error();
    if (!run.progress(run.so_far)) return false;
  }
  return true;
}

Status FullRead::look_for_missing(Run& run) {
  const Result<BoardSnapshot> board = cards_.board(run.portal, run.group, false);
  if (!board) return board.error();
  std::vector<TicketId> missing;
  for (const Card& card : board->cards) {
    if (!run.listed.contains(card.ticket)) missing.push_back(card.ticket);
  }
  if (missing.empty()) return Done{};
  const Result<SyncOutcome> synced = sync_.run(run.portal, missing);
  if (!synced) return synced.error();
  run.outcome += *synced;
  return Done{};
}

Status FullRead::save_cursor(Run& run, TicketId cursor, bool synced) {
  Result<BoundGroup> bound = find_bound(cards_, run.portal, run.group);
  if (!bound) return bound.error();
  bound->sync_cursor = cursor.value();
  bound->synced = bound->synced || synced;
  return cards_.bind(run.portal, *bound);
}

}  // namespace sd::kanban
