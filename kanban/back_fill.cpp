#include "kanban/back_fill.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

#include "kanban/bound_group.h"

namespace sd::kanban {
namespace {

const TicketId kAboveAll{std::numeric_limits<std::int64_t>::max()};

void count(const TicketRows& page, FillPoint& point) {
  point.done += static_cast<std::int64_t>(page.tickets.size() + page.unreadable.size());
  point.planned = std::max(point.done, page.total.value_or(point.planned));
  if (!page.tickets.empty()) point.position = std::max(point.position, page.tickets.back().id.value());
  if (!page.unreadable.empty()) point.position = std::max(point.position, page.unreadable.back().value());
}

}  // namespace

Status BackFill::keep(PortalId portal, FillPoint& point, const Watch& watch) {
  if (const Status kept = ports_.book.keep(portal, point); !kept) return kept;
  if (watch(point)) return Done{};
  return Error{ErrorKind::kUnavailable, "fill.stopped", {}};
}

Status BackFill::users(PortalId portal, const Watch& watch) {
  Result<FillPoint> point = ports_.book.open(portal, GroupId{0}, FillPhase::kUsers);
  if (!point) return point.error();
  if (point->finished_at) return Done{};
  for (bool last = false; !last;) {
    const auto page =
        ports_.portal.list_users(background(portal), UserId{point->position}, point->planned - point->done);
    if (!page) return page.error();
    const Status kept = ports_.people.put_users(portal, page->users, ports_.portal.now(portal));
    if (!kept) return kept;
    last = page->last;
    point->done += static_cast<std::int64_t>(page->users.size());
    point->planned = std::max(point->done, page->total.value_or(point->planned));
    if (!page->users.empty()) point->position = page->users.back().id.value();
    if (last) break;
    if (const Status told = keep(portal, *point, watch); !told) return told;
  }
  return ports_.book.finish(portal, *point);
}

// Lists the group's rows from the point on and makes cards of them. What the rows cannot tell is read whole.
Status BackFill::list(PortalId portal, GroupId group, TicketShare share, FillPoint& point,
                      const Watch& watch) {
  const bool from_the_start = point.position == 0;
  std::vector<TicketId> listed;
  for (bool last = false; !last;) {
    Result<TicketRows> page = ports_.portal.list_rows(background(portal), group, share,
                                                      TicketId{point.position}, point.planned - point.done);
    if (!page) return page.error();
    last = page->last;
    count(*page, point);
    if (share == TicketShare::kOpen) {
      for (const Ticket& ticket : page->tickets) listed.push_back(ticket.id);
    }
    const std::vector<TicketId> unreadable = std::move(page->unreadable);
    auto stale = ports_.sync.take_rows(portal, std::move(page->tickets), share == TicketShare::kOpen);
    if (!stale) return stale.error();
    stale->insert(stale->end(), unreadable.begin(),
                  unreadable.end());  // the read says what is wrong with them
    const auto synced = ports_.sync.run(portal, *stale);
    if (!synced) return synced.error();
    if (last) break;
    if (const Status kept = keep(portal, point, watch); !kept) return kept;
  }
  if (share == TicketShare::kOpen && from_the_start) {
    if (const Status looked = look_at_unlisted(portal, group, listed); !looked) return looked;
  }
  return ports_.book.finish(portal, point);
}

// Open cards from before this run that the portal no longer lists: closed, moved away or deleted meanwhile.
Status BackFill::look_at_unlisted(PortalId portal, GroupId group, std::span<const TicketId> listed) {
  const Result<BoardSnapshot> board = ports_.cards.board(portal, group, false);
  if (!board) return board.error();
  const std::unordered_set<TicketId> known(listed.begin(), listed.end());
  std::vector<TicketId> missing;
  for (const Card& card : board->cards) {
    if (!known.contains(card.ticket)) missing.push_back(card.ticket);
  }
  const auto synced = ports_.sync.run(portal, missing);
  return synced ? Status(Done{}) : Status(synced.error());
}

Status BackFill::open_tickets(PortalId portal, GroupId group, const Watch& watch) {
  const Result<BoundGroup> bound = find_bound(ports_.cards, portal, group);
  if (!bound) return bound.error();
  Result<FillPoint> point = ports_.book.open(portal, group, FillPhase::kOpen);
  if (!point) return point.error();
  if (!point->finished_at) {
    const auto stages = ports_.stages.run(portal, group);
    if (!stages) return stages.error();
    if (const Status listed = list(portal, group, TicketShare::kOpen, *point, watch); !listed) return listed;
  }
  if (const Status read = open_histories(portal, group, watch); !read) return read;
  return mark_synced(portal, group);
}

Status BackFill::open_histories(PortalId portal, GroupId group, const Watch& watch) {
  Result<FillPoint> point = ports_.book.open(portal, group, FillPhase::kOpenHistory);
  if (!point) return point.error();
  if (point->finished_at) return Done{};
  const auto missing = ports_.cards.count_without_history(portal, group, true);
  if (!missing) return missing.error();
  point->planned = point->done + *missing;
  for (TicketId before = kAboveAll;;) {
    const auto ids = ports_.cards.without_history(portal, group, true, before, kHistoryStep);
    if (!ids) return ids.error();
    if (ids->empty()) break;
    const auto synced = ports_.sync.run(portal, *ids);
    if (!synced) return synced.error();
    before = ids->back();
    point->done += static_cast<std::int64_t>(ids->size());
    point->position = before.value();
    if (const Status kept = keep(portal, *point, watch); !kept) return kept;
  }
  return ports_.book.finish(portal, *point);
}

Status BackFill::mark_synced(PortalId portal, GroupId group) {
  Result<BoundGroup> bound = find_bound(ports_.cards, portal, group);  // again: it may have changed meanwhile
  if (!bound) return bound.error();
  if (bound->synced) return Done{};
  bound->synced = true;
  return ports_.cards.bind(portal, *bound);
}

Status BackFill::closed_tickets(PortalId portal, const Watch& watch) {
  const auto groups = ports_.cards.groups(portal);
  if (!groups) return groups.error();
  bool listed = false;
  for (const BoundGroup& group : *groups) {
    Result<FillPoint> point = ports_.book.open(portal, group.group, FillPhase::kClosed);
    if (!point) return point.error();
    if (point->finished_at) continue;
    if (const Status done = list(portal, group.group, TicketShare::kAll, *point, watch); !done) return done;
    listed = true;
  }
  Result<FillPoint> point = ports_.book.open(portal, GroupId{0}, FillPhase::kCompanies);
  if (!point) return point.error();
  if (point->finished_at && !listed) return Done{};
  const auto named = ports_.sync.name_companies(portal);
  if (!named) return named.error();
  point->done += *named;
  return ports_.book.finish(portal, *point);
}

Status BackFill::histories(PortalId portal, const Watch& watch) {
  const auto missing = ports_.cards.count_without_history(portal, GroupId{0}, false);
  if (!missing) return missing.error();
  Result<FillPoint> point = ports_.book.open(portal, GroupId{0}, FillPhase::kClosedHistory);
  if (!point) return point.error();
  // What was left at the end could not be read, and is not tried again by itself.
  if (point->finished_at && *missing <= point->planned - point->done) return Done{};
  point->finished_at.reset();
  point->planned = point->done + *missing;
  for (TicketId before = kAboveAll;;) {
    const auto ids = ports_.cards.without_history(portal, GroupId{0}, false, before, kHistoryStep);
    if (!ids) return ids.error();
    if (ids->empty()) break;
    const auto synced = ports_.sync.run(portal, *ids);
    if (!synced) return synced.error();
    before = ids->back();
    point->done += static_cast<std::int64_t>(ids->size() - synced->failed.size());
    point->position = before.value();
    if (const Status kept = keep(portal, *point, watch); !kept) return kept;
  }
  const auto left = ports_.cards.count_without_history(portal, GroupId{0}, false);
  if (!left) return left.error();
  return ports_.book.finish(portal, *point, *left);
}

Status BackFill::ask_again(PortalId portal) {
  FillPoint point;
  point.phase = FillPhase::kAgain;
  return ports_.book.keep(portal, point);
}

Status BackFill::look_again(PortalId portal, const Watch& watch) {
  const Result<bool> asked = ports_.book.unfinished(portal, FillPhase::kAgain);
  if (!asked) return asked.error();
  if (!*asked) return Done{};
  Result<FillPoint> point = ports_.book.open(portal, GroupId{0}, FillPhase::kAgain);
  if (!point) return point.error();
  const auto cards = ports_.cards.seen_between(portal, TicketId{point->position}, kAboveAll);
  if (!cards) return cards.error();
  point->planned = point->done + static_cast<std::int64_t>(cards->size());
  for (std::size_t from = 0; from < cards->size(); from += kHistoryStep) {
    const std::size_t end = std::min(cards->size(), from + kHistoryStep);
    std::vector<TicketId> ids;
    for (std::size_t at = from; at < end; ++at) ids.push_back((*cards)[at].ticket);
    const auto synced = ports_.sync.run(portal, ids);
    if (!synced) return synced.error();
    point->done += static_cast<std::int64_t>(ids.size());
    point->position = ids.back().value();
    if (const Status kept = keep(portal, *point, watch); !kept) return kept;
  }
  return ports_.book.finish(portal, *point);
}

Status BackFill::read_again(PortalId portal, GroupId group, const Watch& watch) {
  FillPoint point;
  point.phase = FillPhase::kClosed;
  point.group = group;
  for (bool last = false; !last;) {
    Result<TicketRows> page = ports_.portal.list_rows(background(portal), group, TicketShare::kAll,
                                                      TicketId{point.position}, point.planned - point.done);
    if (!page) return page.error();
    last = page->last;
    count(*page, point);
    const std::vector<TicketId> unreadable = std::move(page->unreadable);
    auto stale = ports_.sync.take_rows(portal, std::move(page->tickets), true);
    if (!stale) return stale.error();
    stale->insert(stale->end(), unreadable.begin(),
                  unreadable.end());  // the read says what is wrong with them
    const auto synced = ports_.sync.run(portal, *stale);
    if (!synced) return synced.error();
    if (!last && !watch(point)) return Error{ErrorKind::kUnavailable, "fill.stopped", {}};
  }
  return Done{};
}

}  // namespace sd::kanban
