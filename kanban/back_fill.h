// Use case: take over what a portal holds already. Phase by phase, each resumable from its point
// (fill_store.h) after any stop and harmless to repeat: open tickets and their histories first, so that
// boards are right within the first requests, the rows of all tickets behind, the histories of closed ones
// last. Labour records are reports/fill_labour.h. Events are bound before and applied as they come. Source:
// portal-api.md 4.12.
#pragma once

#include <functional>

#include "kanban/fill_book.h"
#include "kanban/people.h"
#include "kanban/sync_tickets.h"

namespace sd::kanban {

class BackFill {
 public:
  // Called after every step with the point as it is kept; false stops the run: "fill.stopped".
  using Watch = std::function<bool(const FillPoint& point)>;

  struct Ports {
    Portal& portal;
    CardStore& cards;
    PeopleStore& people;
    SyncTickets& sync;
    SyncStages& stages;
    FillBook& book;
  };
  explicit BackFill(Ports ports) : ports_(ports) {}

  // What every method may answer besides: "fill.stopped" (kUnavailable); the errors of portal and stores.
  // What was taken stays, and the next run goes on from there. A phase that is finished costs nothing.

  // All people of the portal, so that tickets name known ones.
  Status users(PortalId portal, const Watch& watch);

  // The group's stages, its open tickets, then their histories: the board is right from then on, and the
  // group is marked synced. Cards are on the board from the first request, without their past until it is
  // read. A card the portal does not list as open any more is looked at. Errors: "group.not_bound".
  Status open_tickets(PortalId portal, GroupId group, const Watch& watch);

  // Every ticket of every bound group as its row tells it (rules/row_card.h); then the companies they name.
  // Tickets whose card is made from a history already are read again only where the row differs.
  Status closed_tickets(PortalId portal, const Watch& watch);

  // The histories that are still missing, the newest tickets first. Takes up again whenever one is missing.
  Status histories(PortalId portal, const Watch& watch);

  // Notes that look_again() has work to do; what was noted before begins anew.
  Status ask_again(PortalId portal);
  // Reads every ticket that has a card once more, whole, when that was asked for: after a time in which
  // nothing told of changes, and comments for one leave no trace in a list. New tickets are for
  // reconciliation to find.
  Status look_again(PortalId portal, const Watch& watch);

  // Lists the group's tickets once more and reads those whole whose cards are not what they would be now,
  // after the roles of stages have changed. Keeps no point: a run that was stopped has to be asked for again.
  Status read_again(PortalId portal, GroupId group, const Watch& watch);

  // Tickets whose histories are read between two points.
  static constexpr std::size_t kHistoryStep = 4 * SyncTickets::kChunk;

 private:
  Status list(PortalId portal, GroupId group, TicketShare share, FillPoint& point, const Watch& watch);
  Status look_at_unlisted(PortalId portal, GroupId group, std::span<const TicketId> listed);
  Status open_histories(PortalId portal, GroupId group, const Watch& watch);
  Status mark_synced(PortalId portal, GroupId group);
  Status keep(PortalId portal, FillPoint& point, const Watch& watch);

  Ports ports_;
};

}  // namespace sd::kanban
