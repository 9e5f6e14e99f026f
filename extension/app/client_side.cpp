#include "extension/app/client_side.h"

namespace sd::app {
namespace {

using News = clients::AnswerRequest::News;

const char* word_of(News news) {
  switch (news) {
    case News::kAgreed: return "notice.client.agreed";
    case News::kDeclined: return "notice.client.declined";
    case News::kConfirmed: return "notice.client.confirmed";
    case News::kReturned: return "notice.client.returned";
  }
  return "notice.client.returned";
}

void tell_receipt(const ClientSide::Ports& ports, PortalId portal, UserId to, const std::string& lang,
                  TicketId ticket, const std::string& subject) {
  const std::string number = std::to_string(ticket.value());
  ports.notify(portal, to,
               ports.manifests.text(lang, "notice.received", {{"number", number}, {"subject", subject}}),
               "SERVICEDESK|RECEIVED|" + number);
}

// In the language of the installation: nobody knows that of the assignee.
void tell_assignee(const ClientSide::Ports& ports, const kanban::Card& card, PortalId portal, News news) {
  if (card.assignee == card.creator) return;
  const auto known = ports.stores.portals.find(portal);
  const std::string lang = known && *known && (*known)->lang == "ru" ? "ru" : "en";
  const std::string number = std::to_string(card.ticket.value());
  ports.notify(portal, card.assignee, ports.manifests.text(lang, word_of(news), {{"number", number}}),
               "SERVICEDESK|CLIENT|" + number);
}

}  // namespace

ClientSide::ClientSide(const Ports& ports)
    : requests_({ports.stores.clients, ports.stores.cards, ports.talk, ports.portal, ports.stores.people,
                 ports.stores.settings}),
      create_(
          {ports.stores.clients, ports.stores.cards, requests_, ports.create,
           [ports](PortalId portal, UserId to, const std::string& lang, TicketId ticket,
                   const std::string& subject) { tell_receipt(ports, portal, to, lang, ticket, subject); }}),
      answer_({ports.stores.clients, ports.stores.cards, ports.words, ports.agreement, ports.portal,
               ports.sync,
               [ports](const kanban::Card& card, PortalId portal, News news) {
                 tell_assignee(ports, card, portal, news);
               }}),
      handlers_(ports.guard, requests_),
      writes_(ports.guard, create_, answer_) {}

}  // namespace sd::app
