// A client's write reaches the portal as he himself, and where the portal does not let him to the task or
// into the group (he is no member of it: the recommended set-up), in the background on his behalf. Whoever
// comes by a personal link is nobody to the portal: for him it is always the background. What he may do was
// decided before, by the settings (rules/client.h).
#pragma once

#include "extension/clients/rules/client.h"
#include "extension/core/result.h"
#include "kanban/portal.h"

namespace sd::clients {

// Whether the portal has turned this person away, and nothing was written. A lost answer is not that.
inline bool turned_away(const Error& error) {
  return error.kind == ErrorKind::kPermissionDenied || error.code == "card.not_found" ||
         error.code == "portal.auth" || error.code == "portal.refused";
}

// `write` takes an Actor and is called once or twice.
template <typename Write>
auto act_for_client(const Client& client, const Write& write) {
  if (client.by_link()) return write(kanban::background(client.portal));
  auto own = write(kanban::Actor{client.portal, client.user});
  if (own || !turned_away(own.error())) return own;
  return write(kanban::background(client.portal));
}

}  // namespace sd::clients
