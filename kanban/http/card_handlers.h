// What a person does to a card: POST /api/cards/:ticket/move, /fields, /override and /agreement. The answer
// is the card as the portal has it afterwards.
#pragma once

#include "extension/http/message.h"
#include "extension/visitors/http/guard.h"
#include "kanban/agree_estimate.h"
#include "kanban/http/board_reader.h"
#include "kanban/move_card.h"
#include "kanban/override_class.h"
#include "kanban/portal.h"
#include "kanban/write_fields.h"

namespace sd::kanban {

class CardHandlers {
 public:
  struct UseCases {
    MoveCard& move;
    WriteFields& fields;
    OverrideClass& override_class;
    AgreeEstimate& agree;
  };

  // All references must outlive this object.
  CardHandlers(const visitors::Guard& guard, UseCases use_cases, BoardReader& reader, CardStore& cards,
               Portal& portal)
      : guard_(guard), use_cases_(use_cases), reader_(reader), cards_(cards), portal_(portal) {}

  // Errors beside those of the use cases: session.* (401), "board.denied", "request.*" (400). "card.stale"
  // says in its detail who changed the card, as far as the journal knows.
  http::Response move(const http::Request& request);
  http::Response fields(const http::Request& request);
  // Managers of the group and administrators: "card.manager_only" for others.
  http::Response override_class(const http::Request& request);
  // Everybody on the board asks; managers and administrators answer for the client.
  http::Response agreement(const http::Request& request);

 private:
  http::Response answer(PortalId portal, const Result<Card>& card);
  std::string last_hand(PortalId portal, TicketId ticket);

  const visitors::Guard& guard_;
  UseCases use_cases_;
  BoardReader& reader_;
  CardStore& cards_;
  Portal& portal_;
};

}  // namespace sd::kanban
