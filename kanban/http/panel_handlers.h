// The panel beside the board: GET /api/cards/:ticket, POST /api/cards/:ticket/comment, /note, /labour,
// /follow_up and /looking; and new requests: POST /api/cards.
#pragma once

#include "extension/core/clock.h"
#include "extension/http/message.h"
#include "extension/visitors/http/guard.h"
#include "kanban/answer_client.h"
#include "kanban/create_ticket.h"
#include "kanban/http/board_reader.h"
#include "kanban/http/lookers.h"
#include "kanban/inner_notes.h"
#include "kanban/portal.h"
#include "kanban/read_card.h"
#include "kanban/remind_of_stopper.h"

namespace sd::kanban {

class PanelHandlers {
 public:
  struct UseCases {
    ReadCard& read;
    AnswerClient& answer_client;
    CreateTicket& create;
    RemindOfStopper& remind;
    WriteNote& note;
  };

  // All references must outlive this object.
  PanelHandlers(const visitors::Guard& guard, UseCases use_cases, BoardReader& reader, Portal& portal,
                const Clock& clock)
      : guard_(guard), use_cases_(use_cases), reader_(reader), portal_(portal), clock_(clock) {}

  // Errors beside those of the use cases: session.* (401), "board.denied", "request.*" (400).
  http::Response details(const http::Request& request);
  // The card afterwards, as after every change.
  http::Response comment(const http::Request& request);
  // For the staff alone; the portal does not learn of it.
  http::Response note(const http::Request& request);
  http::Response labour(const http::Request& request);
  http::Response follow_up(const http::Request& request);
  http::Response create(const http::Request& request);
  // {"others": [names of colleagues who have the card open]}
  http::Response looking(const http::Request& request);

 private:
  http::Response answer(PortalId portal, const Result<Card>& card);

  const visitors::Guard& guard_;
  UseCases use_cases_;
  BoardReader& reader_;
  Portal& portal_;
  const Clock& clock_;
  Lookers lookers_;
};

}  // namespace sd::kanban
