// Use cases: a client writes, answers an estimate, and says whether the work is good. Source: domain.md 2,
// 3, 9.
#pragma once

#include <functional>
#include <string>

#include "extension/clients/client_store.h"
#include "kanban/agree_estimate.h"
#include "kanban/answer_client.h"

namespace sd::clients {

class AnswerRequest {
 public:
  // What somebody of the staff is to know at once.
  enum class News { kAgreed, kDeclined, kConfirmed, kReturned, kReopened };
  // Tells whoever works on the card; nobody waits for it.
  using Tell = std::function<void(const kanban::Card& card, PortalId portal, News news)>;
  struct Parts {
    ClientStore& clients;
    kanban::CardStore& cards;
    kanban::AnswerClient& words;
    kanban::AgreeEstimate& agreement;
    kanban::Portal& portal;
    kanban::SyncTickets& sync;
    Tell tell;
  };
  // All references must outlive this object.
  explicit AnswerRequest(Parts parts) : parts_(std::move(parts)) {}

  struct Whose {
    PortalId portal;
    UserId user;
    TicketId ticket;
  };
  // Errors of all: "client.no_request" (kNotFound), the same for one that is not there and one that is not
  // his; the portal's; the stores'. What the portal does not let him do himself is done on his behalf
  // (act_for_client.h).

  // A comment everybody reads. Errors: "comment.empty"; "comment.too_long" above AnswerClient::kMaxComment.
  Status say(const Whose& whose, const std::string& text);

  // Agrees to the estimate he was asked about, or declines it. The journal holds who, when and his words.
  // Errors: "client.no_reason" for a refusal without a word; those of AgreeEstimate ("agreement.changed" when
  // it is another one by now, "agreement.not_asked", …).
  struct Answer {
    bool agreed = false;
    std::int64_t minutes = 0;  // what he had before his eyes
    std::string words;
  };
  Status answer_estimate(const Whose& whose, const Answer& answer);

  // Work that was handed over to him is good and the request is done; or it is not, and goes back to work
  // with his reason as a comment. Errors: "client.not_in_check" (kConflict) when nothing waits for him any
  // more; "client.no_reason" for a return without a word.
  Status confirm(const Whose& whose);
  Status give_back(const Whose& whose, const std::string& reason);

  // A done request goes on, with his reason as a comment. Errors: "client.not_done" (kConflict) when it is
  // not done, or was too long ago (rules/care.h); "client.no_reason".
  Status reopen(const Whose& whose, const std::string& reason);

 private:
  struct Found {
    Client client;
    kanban::Card card;
  };
  Result<Found> find(const Whose& whose);
  void keep(const Client& client, TicketId ticket, kanban::Fact fact);
  Result<kanban::Card> step(const Found& found, kanban::StatusStep step);
  Result<kanban::Card> back_to_work(const Found& found);

  Parts parts_;
};

}  // namespace sd::clients
