#include "extension/clients/keep_writer.h"

namespace sd::clients {

void keep_writer(ClientStore& clients, kanban::Portal& portal, kanban::SyncTickets& sync,
                 const Client& client, TicketId ticket, std::optional<kanban::Fact> fact) {
  if (!client.by_link()) return;
  const auto background = portal.background_people(client.portal);
  if (!background) return;
  const auto renamed = clients.name_writer(client, ticket, fact, *background);
  if (!renamed || !*renamed) return;
  // Who has spoken last is computed from the journal.
  const auto reads = portal.read(kanban::background(client.portal), std::span(&ticket, 1));
  if (reads && !reads->empty()) static_cast<void>(sync.take_answer(client.portal, reads->front()));
}

}  // namespace sd::clients
