// Use cases: take over the portal's labour records and keep them in step. The portal raises no events for
// them. Kept are records of tickets that have a card. Source: portal-api.md 4.8 (polling plan), 4.12.
#pragma once

#include <functional>

#include "extension/core/clock.h"
#include "kanban/card_store.h"
#include "kanban/fill_book.h"
#include "reports/labour_portal.h"
#include "reports/labour_store.h"

namespace sd::reports {

struct LabourRepairs {
  std::int64_t repaired = 0;        // records put right or forgotten
  std::vector<TicketId> respent;    // tickets whose card shows another time spent than the portal: sync them
  bool whole_list_refused = false;  // the portal lists the records of one task at a time only

  LabourRepairs& operator+=(const LabourRepairs& other);
};

class ReconcileLabour {
 public:
  // Called between requests; false stops the run with "fill.stopped".
  using GoOn = std::function<bool()>;

  struct Ports {
    LabourPortal& portal;
    LabourStore& store;
    kanban::CardStore& cards;
    kanban::FillBook& book;
    const Clock& clock;
  };
  explicit ReconcileLabour(Ports ports) : ports_(ports) {}

  // All errors of portal and stores, and "fill.stopped"; what was stored stays, running again is harmless.

  // The first time: all records, from where an earlier run has stopped; nothing when it is finished. Where
  // the portal refuses the list of all, ticket by ticket, for cards that show time spent: run it after the
  // cards.
  Status fill(PortalId portal, const GoOn& go_on);

  // New records by id: one request when there are few. Nothing before fill() has finished. Where the list of
  // all is refused, the same as changed(kOpen). Returns how many were new.
  Result<std::int64_t> poll(PortalId portal, const GoOn& go_on);

  // Tickets whose time spent in the portal differs from the sum here are listed again: finds edits and
  // deletions, at one request per 2,500 tickets and one per 50 that differ.
  Result<LabourRepairs> changed(PortalId portal, kanban::TicketShare share, const GoOn& go_on);

  // The whole list against ours, for records that were swapped within equal sums: nightly, one request per
  // 2,500 records. Where that list is refused, changed(kAll).
  Result<LabourRepairs> compare(PortalId portal, const GoOn& go_on);

 private:
  Status fill_by_ticket(PortalId portal, kanban::FillPoint& point, const GoOn& go_on);
  Result<std::vector<LabourRecord>> of_known_tickets(PortalId portal, std::vector<LabourRecord> records);
  Result<std::int64_t> list_again(PortalId portal, std::span<const TicketId> tickets);
  Status compare_spent(PortalId portal, const SpentPage& page, std::vector<TicketId>& differing,
                       LabourRepairs& repairs);
  Result<std::int64_t> put_right(PortalId portal, const std::vector<LabourRecord>& truth,
                                 const std::vector<LabourRecord>& kept);

  Ports ports_;
};

}  // namespace sd::reports
