// Use case: what the portal answered becomes journal, cards and board revisions. Every path by which a ticket
// is looked at (events, back-fill, reconciliation, answers to our own writes) ends here.
#pragma once

#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "kanban/board_revisions.h"
#include "kanban/group_contexts.h"
#include "kanban/portal.h"
#include "kanban/rules/follow.h"

namespace sd::kanban {

struct AppliedTicket {
  TicketId id;
  std::optional<Card> card;  // absent: gone, or in no bound group
  FollowPlan plan;           // what is to be written to the portal next
  bool changed = false;
};

// When stage and status are brought together in the portal where they owe each other something.
enum class WriteBack {
  kNow,    // by the caller, from the plans
  kLater,  // the ticket is kept as one that nobody has looked at: whoever looks next finds it and does it
};

class ApplyReads {
 public:
  ApplyReads(CardStore& cards, BoardRevisions& revisions) : cards_(cards), revisions_(revisions) {}

  // Stores what `reads` change, in one transaction, and tells the boards. Answers in the order of `reads`,
  // cards with their new revision. A read that was overtaken by a later one changes nothing and plans
  // nothing. `added`: rows of ours for the only ticket of `reads`. Thread-safe; applies one call at a time.
  // Errors: those of the store; nothing is stored then.
  Result<std::vector<AppliedTicket>> run(PortalId portal, std::span<const TicketRead> reads,
                                         const GroupContexts& groups, const Clients& clients,
                                         TimePoint read_at, std::span<const JournalRow> added = {},
                                         WriteBack write_back = WriteBack::kNow);

  // What stage and status of each of `tickets` owe each other by the journal as it is stored now, in their
  // order; nothing where there is no card or its group is not bound. Errors: those of the store.
  Result<std::vector<FollowPlan>> owed(PortalId portal, std::span<const TicketId> tickets,
                                       const GroupContexts& groups, const Clients& clients);

  // Cards from rows without histories (rules/row_card.h): new tickets get one, cards made that way before are
  // brought up to date; closed ones that no board has seen are stored quietly. Returns the tickets whose card
  // is made from a history and does not agree with the row, and those in a stage nobody knows: they have to
  // be read whole. Rows of groups that are not bound are left out. Thread-safe. Errors: those of the store.
  Result<std::vector<TicketId>> take_rows(PortalId portal, std::span<const TicketRead> rows,
                                          const GroupContexts& groups, const Clients& clients,
                                          TimePoint read_at);

 private:
  struct Batch;
  void take(const TicketRead& read, const std::optional<Card>& stored, std::span<const JournalRow> known,
            Batch& batch);

  CardStore& cards_;
  BoardRevisions& revisions_;
  std::mutex one_at_a_time_;
};

}  // namespace sd::kanban
