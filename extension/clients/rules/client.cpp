#include "extension/clients/rules/client.h"

namespace sd::clients {

bool may_see(const Client& client, const kanban::Card& card) {
  const bool has_company = client.company.value() != 0;
  const bool of_company = has_company && card.company == client.company;
  if (client.user.value() != 0 && card.creator == client.user) {
    // A company that was found for him later, or a request nobody has bound yet.
    return of_company || !has_company || card.company.value() == 0;
  }
  return of_company && client.rules.whole_company;
}

}  // namespace sd::clients
