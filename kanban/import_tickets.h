// Use case: take over a portal's tickets with their histories from its own database, in place of the REST
// back-fill (back_fill.h) and with the same outcome: cards, journals and people are stored by the same code,
// and what is done is marked done in the same points, so that a back-fill afterwards finds nothing left.
// Resumable from its point (FillPhase::kImport) after any stop; what changes meanwhile is found by the
// offline queue and by reconciliation, which goes back to before the import. Labour records are
// reports/reconcile_labour.h. Source: portal-api.md 9.
#pragma once

#include "kanban/back_fill.h"
#include "kanban/ticket_archive.h"

namespace sd::kanban {

class ImportTickets {
 public:
  using Watch = BackFill::Watch;

  struct Ports {
    Portal& portal;
    TicketArchive& archive;
    CardStore& cards;
    PeopleStore& people;
    SyncTickets& sync;
    SyncStages& stages;
    FillBook& book;
  };
  // `step`: tickets between two points.
  explicit ImportTickets(Ports ports, std::size_t step = kStep) : ports_(ports), step_(step) {}

  // What all may answer besides: "fill.stopped" (kUnavailable); the errors of portal, archive and stores.
  // What was taken stays, and the next run goes on from there.

  // Before the tickets, each time: the groups' stages and members, for a ticket may have stood in any of
  // them; and reconciliation goes back to before the import. Errors: "group.not_bound".
  Status prepare(PortalId portal, std::span<const GroupId> groups);

  // The group's tickets; the group counts as synced and filled then. Nothing when it was imported before.
  Status group(PortalId portal, GroupId group, const Watch& watch);

  // What concerns the portal as a whole, once every bound group is filled: the companies that cards name, and
  // that no history is missing. False when some group is not filled yet: the rest is the back-fill's then.
  Result<bool> finish(PortalId portal);

  static constexpr std::size_t kStep = 1'000;
  // How far a replica may be behind: reconciliation begins so long before the import.
  static constexpr std::chrono::hours kBehind{24};

 private:
  Status prepare_one(PortalId portal, GroupId group);
  Status take(PortalId portal, GroupId group, FillPoint& point, const Watch& watch);
  Status mark_filled(PortalId portal, GroupId group);
  Status mark(PortalId portal, GroupId group, FillPhase phase);

  Ports ports_;
  std::size_t step_;
};

}  // namespace sd::kanban
