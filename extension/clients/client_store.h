// Port: whom the settings have bound to which company, what they allow, and what each client has read. Kept
// by SociClientStore.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "extension/clients/link_store.h"
#include "extension/clients/rules/public_view.h"
#include "extension/core/result.h"

namespace sd::clients {

enum class Share { kOpen, kDone };

// A card and what its reader has not to be told twice.
struct MarkedCard {
  kanban::Card card;
  Marks marks;
};

// What a request may be begun from. Its Type is the service's affair, not told to clients.
struct RequestTemplate {
  std::string name;
  std::string title;
  std::string body;
  std::string type;

  friend bool operator==(const RequestTemplate&, const RequestTemplate&) = default;
};

class ClientStore {
 public:
  virtual ~ClientStore() = default;

  // Whom the settings say he belongs to; company 0: nobody has said. Of somebody who comes by a personal link
  // (below 0): whom his link was made for. The rules are the company's own line, else those of "every
  // company", else the defaults.
  virtual Result<Client> client(PortalId portal, UserId user) = 0;
  // The people of a company, those who come by personal links among them.
  virtual Result<std::set<UserId>> people_of(PortalId portal, CompanyId company) = 0;
  // Those alone, whether or not a link of theirs still opens anything.
  virtual Result<std::vector<LinkedContact>> contacts_of(PortalId portal, CompanyId company) = 0;

  // The cards of the client's company, and those he has created, the newest first: those below `before` (0:
  // all), at most `limit`. A candidate is not yet one he may see: ask may_see().
  virtual Result<std::vector<MarkedCard>> candidates(const Client& client, Share share, TicketId before,
                                                     std::size_t limit) = 0;
  // One of them, as far as it is there at all.
  virtual Result<std::optional<MarkedCard>> candidate(const Client& client, TicketId ticket) = 0;

  // The templates clients are offered in this group, in their order.
  virtual Result<std::vector<RequestTemplate>> templates(PortalId portal, GroupId group) = 0;

  // A request that was written by somebody who comes by a personal link: in the cards of this store he is its
  // creator.
  virtual Status note_written(const Client& client, TicketId ticket) = 0;

  // Puts him in the place of the background in the journal's newest row of this fact, or in all rows of the
  // ticket, as far as they are of the portal's history. Whether any was the background's.
  virtual Result<bool> name_writer(const Client& client, TicketId ticket, std::optional<kanban::Fact> fact,
                                   std::span<const UserId> background) = 0;

  // He has read what was written by then. Never goes back.
  virtual Status mark_seen(const Client& client, TicketId ticket, TimePoint upto) = 0;
};

// One of his that he may see. Errors: "client.no_request" (kNotFound), the same for one that is not there and
// one that is not his; those of the store.
Result<MarkedCard> visible_request(ClientStore& clients, const Client& client, TicketId ticket);

}  // namespace sd::clients
