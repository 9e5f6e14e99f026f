#include "extension/app/client_side.h"

#include <algorithm>

#include "kanban/on_behalf.h"

namespace sd::app {
namespace {

using News = clients::AnswerRequest::News;

const char* word_of(News news) {
  switch (news) {
    case News::kAgreed: return "notice.client.agreed";
    case News::kDeclined: return "notice.client.declined";
    case News::kConfirmed: return "notice.client.confirmed";
    case News::kReturned: return "notice.client.returned";
    case News::kReopened: return "notice.client.reopened";
  }
  return "notice.client.returned";
}

const char* word_of(clients::CareForClients::News news) {
  switch (news) {
    case clients::CareForClients::News::kCheckReminder: return "notice.client.check";
    case clients::CareForClients::News::kClosedInSilence: return "notice.client.closed";
    case clients::CareForClients::News::kRating: return "notice.client.rate";
  }
  return "notice.client.check";
}

std::string language_of(const ClientSide::Ports& ports, PortalId portal) {
  const auto known = ports.stores.portals.find(portal);
  return known && *known && (*known)->lang == "ru" ? "ru" : "en";
}

// A title in a notice must not become markup of the portal: a link, a mention.
std::string unmarked(std::string title) {
  std::replace(title.begin(), title.end(), '[', '(');
  std::replace(title.begin(), title.end(), ']', ')');
  return title;
}

// In the language of the installation: that of his pages is not kept.
void tell_client(const ClientSide::Ports& ports, const kanban::Card& card, PortalId portal,
                 clients::CareForClients::News news) {
  if (kanban::is_outsider(card.creator)) return;  // the portal has nobody to notify
  const std::string number = std::to_string(card.ticket.value());
  ports.notify(portal, card.creator,
               ports.manifests.text(language_of(ports, portal), word_of(news),
                                    {{"number", number}, {"subject", unmarked(card.title)}}),
               "SERVICEDESK|CARE|" + number);
}

void tell_receipt(const ClientSide::Ports& ports, PortalId portal, UserId to, const std::string& lang,
                  TicketId ticket, const std::string& subject) {
  if (kanban::is_outsider(to)) return;
  const std::string number = std::to_string(ticket.value());
  ports.notify(
      portal, to,
      ports.manifests.text(lang, "notice.received", {{"number", number}, {"subject", unmarked(subject)}}),
      "SERVICEDESK|RECEIVED|" + number);
}

void tell_manager(const ClientSide::Ports& ports, const clients::CareStore::Unannounced& request,
                  PortalId portal) {
  const std::string number = std::to_string(request.card.ticket.value());
  const auto companies = ports.stores.people.companies(portal, std::span(&request.card.company, 1));
  const std::string company = companies && !companies->empty() ? companies->front().second : std::string();
  ports.notify(portal, request.manager,
               ports.manifests.text(
                   language_of(ports, portal), request.vip ? "notice.client.new_vip" : "notice.client.new",
                   {{"number", number}, {"subject", unmarked(request.card.title)}, {"company", company}}),
               "SERVICEDESK|NEW|" + number);
}

// In the language of the installation: nobody knows that of the assignee.
void tell_assignee(const ClientSide::Ports& ports, const kanban::Card& card, PortalId portal, News news) {
  if (card.assignee == card.creator) return;
  const std::string number = std::to_string(card.ticket.value());
  ports.notify(portal, card.assignee,
               ports.manifests.text(language_of(ports, portal), word_of(news), {{"number", number}}),
               "SERVICEDESK|CLIENT|" + number);
}

}  // namespace

ClientSide::ClientSide(const Ports& ports)
    : requests_({ports.stores.clients, ports.stores.cards, ports.talk, ports.portal, ports.stores.people,
                 ports.stores.settings, ports.stores.care, ports.files}),
      create_({ports.stores.clients, ports.stores.cards, requests_, ports.create, ports.portal, ports.sync,
               [ports](PortalId portal, UserId to, const std::string& lang, TicketId ticket,
                       const std::string& subject) {
                 tell_receipt(ports, portal, to, lang, ticket, subject);
                 ports.wake(portal);
               }}),
      answer_({ports.stores.clients, ports.stores.cards, ports.words, ports.agreement, ports.portal,
               ports.sync,
               [ports](const kanban::Card& card, PortalId portal, News news) {
                 tell_assignee(ports, card, portal, news);
                 if (news == News::kConfirmed) ports.wake(portal);
               }}),
      care_({ports.stores.clients, ports.stores.care, ports.calendars, ports.portal, ports.sync,
             [ports](const kanban::Card& card, PortalId portal, clients::CareForClients::News news) {
               tell_client(ports, card, portal, news);
             },
             [ports](const clients::CareStore::Unannounced& request, PortalId portal) {
               tell_manager(ports, request, portal);
             }}),
      send_file_({ports.stores.clients, ports.files, ports.portal, ports.sync}),
      handlers_(ports.guard, requests_),
      writes_(ports.guard, create_, answer_, care_, send_file_),
      links_(ports.stores.links, ports.stores.people, ports.clock),
      link_handlers_({ports.guard, ports.stores.cards, ports.stores.people, links_, ports.clock,
                      ports.link_page, ports.contacts}),
      link_door_(links_, ports.signer, ports.clock) {}

}  // namespace sd::app
