#include "extension/clients/send_file.h"

#include "extension/clients/act_for_client.h"
#include "extension/clients/rules/client_file.h"

namespace sd::clients {

Status SendFile::run(const AnswerRequest::Whose& whose, const std::string& name, const std::string& content) {
  const Result<Client> client = parts_.clients.client(whose.portal, whose.user);
  if (!client) return client.error();
  const Result<MarkedCard> found = visible_request(parts_.clients, *client, whose.ticket);
  if (!found) return found.error();
  const Result<std::string> kept = checked_file(name, content);
  if (!kept) return kept.error();
  const Status attached = act_for_client(*client, [&](const kanban::Actor& actor) {
    return parts_.files.attach(actor, whose.ticket, *kept, content);
  });
  if (!attached) return attached;
  // What does not come of this look comes with the portal's event.
  const auto reads = parts_.portal.read(kanban::background(whose.portal), std::span(&whose.ticket, 1));
  if (reads && !reads->empty()) static_cast<void>(parts_.sync.take_answer(whose.portal, reads->front()));
  return Done{};
}

}  // namespace sd::clients
