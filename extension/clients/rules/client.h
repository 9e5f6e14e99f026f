// Who a client is to our pages, and which requests are his to see. Pure. Source: domain.md 1, 9.
#pragma once

#include <string>

#include "extension/core/contact_id.h"
#include "kanban/rules/card.h"

namespace sd::clients {

// What is done for the people of a company by itself (rules/care.h). Days; 0: never.
struct CareRules {
  int check_days = 5;    // working days of silence until what awaits their check is closed
  int reopen_days = 14;  // for which a done request may be opened again
  int rating_days = 14;  // between two questions to one person how it was

  friend bool operator==(const CareRules&, const CareRules&) = default;
};

// What the settings allow the people of a company. The defaults are those of a company nobody has decided on.
struct ClientRules {
  bool whole_company = true;      // the requests of the company; false: only what he has written himself
  bool names = false;             // who answers, by his name; false: the service answers
  bool may_be_important = false;  // a new request may be marked as important
  GroupId lands_in = {};          // where new requests go; 0: the first bound group
  CareRules care = {};

  friend bool operator==(const ClientRules&, const ClientRules&) = default;
};

struct Client {
  PortalId portal;
  UserId user;        // below 0: no user of the portal, but a contact who comes by a personal link
  CompanyId company;  // 0: none is known
  ClientRules rules;
  ContactId contact = {};  // of one who comes by a link
  std::string name = {};   // his

  bool by_link() const { return user.value() < 0; }
};

// The one rule for every answer a client gets. His own request is his, unless it belongs to a company that is
// not his; a colleague's is where the settings say so. Somebody without a company sees only his own.
bool may_see(const Client& client, const kanban::Card& card);

}  // namespace sd::clients
