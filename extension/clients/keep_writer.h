// Whose a write is that the background has made for somebody who came by a personal link, in our journal.
#pragma once

#include <optional>

#include "extension/clients/client_store.h"
#include "kanban/sync_tickets.h"

namespace sd::clients {

// The answer of the write names him (kanban/on_behalf.h), but another look may have read the write before the
// answer was taken, by the portal's word on who did it. `fact`: what was written last; absent: the whole
// ticket. For users of the portal nothing is done. What fails here leaves the background's name.
void keep_writer(ClientStore& clients, kanban::Portal& portal, kanban::SyncTickets& sync,
                 const Client& client, TicketId ticket, std::optional<kanban::Fact> fact);

}  // namespace sd::clients
