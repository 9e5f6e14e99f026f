// Use cases: a person writes a comment on a card, or books labour on it.
#pragma once

#include <optional>
#include <string>

#include "kanban/card_portal.h"
#include "kanban/sync_tickets.h"

namespace sd::kanban {

struct CommentCommand {
  Actor actor;  // the person
  GroupId group;
  TicketId ticket;
  std::string text;
  UserId author = {};    // whose comment it is when the background writes it; 0: the actor's own
  UserId outsider = {};  // whose words the background writes, of one the portal does not know; 0: nobody's
};

struct BookLabourCommand {
  Actor actor;  // the person
  GroupId group;
  TicketId ticket;
  std::string spent;  // as typed, like an estimate (rules/estimate.h)
  std::string note;
  std::optional<TimePoint> day;  // absent: now
};

class AnswerClient {
 public:
  AnswerClient(CardPortal& talk, CardStore& cards, SyncTickets& sync)
      : talk_(talk), cards_(cards), sync_(sync) {}

  // The card as the portal has it afterwards. Errors of both: "card.not_found"; the portal's; the stores'.

  // Errors: "comment.empty", "comment.too_long" above kMaxComment bytes.
  Result<Card> comment(const CommentCommand& command);
  // Errors: "labour.empty" for nothing or 0, "labour.too_long" above 24 h, "estimate.*" of parse_estimate(),
  // "fields.too_long" for a note above kMaxNote bytes.
  Result<Card> book(const BookLabourCommand& command);

  static constexpr std::size_t kMaxComment = 10'000;
  static constexpr std::size_t kMaxNote = 1000;

 private:
  Result<Card> find(PortalId portal, GroupId group, TicketId ticket);

  CardPortal& talk_;
  CardStore& cards_;
  SyncTickets& sync_;
};

}  // namespace sd::kanban
