// Use cases: a client looks at what a new request may be, whether there is one like it, and sends it.
// Source: domain.md 1, 9.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "extension/clients/client_store.h"
#include "extension/clients/read_requests.h"
#include "extension/clients/rules/new_request.h"
#include "kanban/create_ticket.h"

namespace sd::clients {

// What the page offers before anything is written.
struct RequestForm {
  bool may_be_important = false;
  std::vector<RequestTemplate> templates;
};

class CreateRequest {
 public:
  // Tells the client that his request has come. Nobody waits for it: an error is the teller's own affair.
  using Receipt = std::function<void(PortalId portal, UserId to, const std::string& lang, TicketId ticket,
                                     const std::string& subject)>;
  struct Parts {
    ClientStore& clients;
    kanban::CardStore& cards;
    ReadRequests& requests;
    kanban::CreateTicket& create;
    kanban::Portal& portal;
    kanban::SyncTickets& sync;
    Receipt receipt;
  };
  // All references must outlive this object.
  explicit CreateRequest(Parts parts) : parts_(std::move(parts)) {}

  // Errors of all: those of the stores.

  Result<RequestForm> form(PortalId portal, UserId user);

  // Those of his that he may see and whose subjects are like this one, open and solved: the likest first, of
  // equals the newest; kMostSimilar at most, among the kLookedAt newest of each.
  Result<RequestList> similar(PortalId portal, UserId user, const std::string& subject);

  // The number of the new task: it lies in the first intake stage of the group that the settings name for his
  // company, else of the first bound group; he is its creator, it is bound to his company, and it is done
  // when he has checked it. Written as he himself, or, where the portal does not let him into the group, in
  // the background on his behalf; of somebody who comes by a personal link the background is the creator, he
  // is its contact, and his name stands before the text (rules/said_for.h). Errors: those of checked();
  // "client.no_desk" (kConflict) when no group is bound; "portal.lost": it may be there, look before sending
  // it again; the portal's.
  struct Command {
    PortalId portal;
    UserId user;
    std::string lang;  // of the receipt
    NewRequest request;
  };
  Result<TicketId> run(const Command& command);

  static constexpr std::size_t kMostSimilar = 5;
  static constexpr std::size_t kLookedAt = 300;

 private:
  struct Place {
    GroupId group;
    StageId stage;
  };
  Result<Place> place(const Client& client);
  Status sign(const Client& client, kanban::CreateTicketCommand& ticket);

  Parts parts_;
};

}  // namespace sd::clients
