// Inner notes: what the staff say to one another about a request. They live in this service alone, the portal
// does not know them, and no client can reach them: nothing under /api/client/ has this port.
#pragma once

#include <string>
#include <vector>

#include "kanban/card_store.h"

namespace sd::kanban {

struct InnerNote {
  TimePoint at;  // with the author, what tells it from others of the ticket
  UserId author;
  std::string text;

  friend bool operator==(const InnerNote&, const InnerNote&) = default;
};

// Kept by SociInnerNotes.
class InnerNoteStore {
 public:
  virtual ~InnerNoteStore() = default;

  // Ascending by instant; the newest kMostNotes.
  virtual Result<std::vector<InnerNote>> notes(PortalId portal, TicketId ticket) = 0;
  // The same author's note of the same instant is replaced.
  virtual Status add(PortalId portal, TicketId ticket, const InnerNote& note) = 0;

  static constexpr std::size_t kMostNotes = 200;
};

// Use case: somebody of the staff writes a note.
class WriteNote {
 public:
  WriteNote(InnerNoteStore& notes, CardStore& cards) : notes_(notes), cards_(cards) {}

  // The card, which stays as it is: a note is no update and not in the journal. Errors: "card.not_found" (no
  // such card in that group); "comment.empty"; "comment.too_long" above kMaxNote bytes; those of the stores.
  Result<Card> run(PortalId portal, GroupId group, TicketId ticket, const InnerNote& note);

  static constexpr std::size_t kMaxNote = 10'000;

 private:
  InnerNoteStore& notes_;
  CardStore& cards_;
};

}  // namespace sd::kanban
