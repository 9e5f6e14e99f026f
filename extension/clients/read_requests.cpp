#include "extension/clients/read_requests.h"

#include <algorithm>

#include "extension/clients/act_for_client.h"
#include "extension/clients/rules/public_text.h"
#include "extension/clients/rules/said_for.h"
#include "kanban/group_contexts.h"

namespace sd::clients {
namespace {

using kanban::DictionaryEntry;
using kanban::DictionaryKind;

Error no_request() { return {ErrorKind::kNotFound, "client.no_request", {}}; }

PublicWords words_of(const std::vector<DictionaryEntry>& entries) {
  std::vector<PublicWords::Entry> words;
  words.reserve(entries.size());
  for (const DictionaryEntry& entry : entries) {
    words.push_back({entry.title, entry.public_title, entry.waits_for_client});
  }
  return PublicWords(std::move(words));
}

void note(const PublicRequest& request, std::set<UserId>& users) {
  for (const UserId user : {request.author, request.answers}) {
    if (user.value() != 0) users.insert(user);
  }
}

// Who is no member of a task's chat is shown the task without its words.
Result<kanban::TicketTalk> words_in_portal(kanban::CardPortal& portal, const Client& client,
                                           const kanban::Card& card) {
  if (client.by_link()) return portal.talk(kanban::background(client.portal), card.ticket);
  Result<kanban::TicketTalk> own = portal.talk({client.portal, client.user}, card.ticket);
  if (own && (!own->comments.empty() || card.comments == 0)) return own;
  Result<kanban::TicketTalk> all = portal.talk(kanban::background(client.portal), card.ticket);
  return all || !own ? all : own;
}

// What the background has written for somebody who came by a personal link. Nobody is told the name of
// another company's people.
PublicComment by_link(const Client& client, const std::vector<LinkedContact>& contacts, const Said& said) {
  PublicComment shown{{}, Voice::kOther, {}, public_text(said.text)};
  const auto who = std::find_if(contacts.begin(), contacts.end(),
                                [&said](const LinkedContact& one) { return one.contact == said.contact; });
  if (who == contacts.end()) return shown;
  shown.voice = who->user == client.user ? Voice::kMe : Voice::kColleague;
  if (shown.voice == Voice::kColleague) shown.name = who->name;
  return shown;
}

}  // namespace

Result<MarkedCard> visible_request(ClientStore& clients, const Client& client, TicketId ticket) {
  auto found = clients.candidate(client, ticket);
  if (!found) return found.error();
  if (!*found || !may_see(client, (*found)->card)) return no_request();
  return std::move(**found);
}

Result<std::optional<RatingStanding>> rating_standing(CareStore& care, const Client& client,
                                                      const kanban::Card& card, TimePoint now) {
  using Found = std::optional<RatingStanding>;
  if (card.role != kanban::Role::kDone) return Found{};
  const auto rating = care.rating({client.portal, card.ticket, card.cycle, client.user});
  if (!rating) return rating.error();
  if (!*rating) return Found{};
  return Found{RatingStanding{**rating, may_answer(**rating, now)}};
}

Result<ReadRequests::Words> ReadRequests::words(PortalId portal) {
  const auto types = parts_.settings.dictionary(portal, DictionaryKind::kType);
  if (!types) return types.error();
  const auto stoppers = parts_.settings.dictionary(portal, DictionaryKind::kStopper);
  if (!stoppers) return stoppers.error();
  return Words{words_of(*types), words_of(*stoppers)};
}

Result<std::map<UserId, std::string>> ReadRequests::names(PortalId portal, const std::set<UserId>& users) {
  const std::vector<UserId> ids(users.begin(), users.end());
  const auto known = parts_.people.users(portal, ids);
  if (!known) return known.error();
  std::map<UserId, std::string> names;
  for (const kanban::PortalUser& user : *known) names[user.id] = user.name;
  return names;
}

Result<RequestList> ReadRequests::list(PortalId portal, UserId user, Share share, TicketId before,
                                       std::size_t most) {
  const Result<Client> client = parts_.clients.client(portal, user);
  if (!client) return client.error();
  const auto colleagues = parts_.clients.people_of(portal, client->company);
  if (!colleagues) return colleagues.error();
  const Result<Words> words = this->words(portal);
  if (!words) return words.error();

  RequestList list;
  list.now = parts_.portal.now(portal);
  std::set<UserId> users;
  // What a candidate is not may be all of a page: the next ones are looked at until this one is full.
  for (TicketId below = before; !list.more;) {
    const auto found = parts_.clients.candidates(*client, share, below, most + 1);
    if (!found) return found.error();
    for (const MarkedCard& marked : *found) {
      if (!may_see(*client, marked.card)) continue;
      if (list.requests.size() == most) {
        list.more = true;
        break;
      }
      list.requests.push_back(
          public_request(*client, marked.card, marked.marks, words->types, words->stoppers, *colleagues));
      note(list.requests.back(), users);
    }
    if (found->size() <= most) break;
    below = found->back().card.ticket;
  }
  auto named = names(portal, users);
  if (!named) return named.error();
  list.names = std::move(named).value();
  const auto companies = parts_.people.companies(portal, std::span(&client->company, 1));
  if (!companies) return companies.error();
  if (!companies->empty()) list.company = companies->front().second;
  return list;
}

Result<OneRequest> ReadRequests::one(PortalId portal, UserId user, TicketId ticket) {
  const Result<Client> client = parts_.clients.client(portal, user);
  if (!client) return client.error();
  const Result<MarkedCard> found = visible_request(parts_.clients, *client, ticket);
  if (!found) return found.error();
  const auto colleagues = parts_.clients.people_of(portal, client->company);
  if (!colleagues) return colleagues.error();
  const Result<Words> words = this->words(portal);
  if (!words) return words.error();

  OneRequest one;
  one.now = parts_.portal.now(portal);
  one.request =
      public_request(*client, found->card, found->marks, words->types, words->stoppers, *colleagues);
  std::set<UserId> users;
  note(one.request, users);
  auto named = names(portal, users);
  if (!named) return named.error();
  one.names = std::move(named).value();
  if (const Status told = tell_past(*client, found->card, one); !told) return told.error();
  one.may_reopen = may_reopen(client->rules.care, found->card, one.now);
  auto rating = rating_standing(parts_.care, *client, found->card, one.now);
  if (!rating) return rating.error();
  one.rating = std::move(rating).value();
  Result<PublicTalk> talk = this->talk(*client, found->card, *colleagues);
  if (talk) one.talk = std::move(talk).value();
  return one;
}

Status ReadRequests::tell_past(const Client& client, const kanban::Card& card, OneRequest& one) {
  const auto journal = parts_.cards.journal(client.portal, card.ticket);
  if (!journal) return journal.error();
  const auto contexts = kanban::GroupContexts::load(parts_.cards, parts_.settings, client.portal);
  if (!contexts) return contexts.error();
  const kanban::GroupContext* group = contexts->find(card.group);
  // Unbound while he looked.
  if (group == nullptr) return no_request();
  one.line = line_of(group->stages, one.request.step);
  if (one.request.estimate) one.request.estimate->reason = asked_because(*journal);
  const kanban::Clients nobody;  // who is a client makes no difference to intervals
  one.steps = steps_of(kanban::stage_intervals(*journal, group->view(nobody), one.now));
  return Done{};
}

Result<PublicTalk> ReadRequests::talk(const Client& client, const kanban::Card& card,
                                      const std::set<UserId>& colleagues) {
  const Result<kanban::TicketTalk> said = words_in_portal(parts_.talk, client, card);
  if (!said) return said.error();
  std::set<UserId> writers;
  for (const kanban::TicketComment& comment : said->comments) writers.insert(comment.author);
  const std::vector<UserId> ids(writers.begin(), writers.end());
  const auto known = parts_.people.users(client.portal, ids);
  if (!known) return known.error();
  std::set<UserId> outside;
  for (const kanban::PortalUser& user : *known) {
    if (user.external) outside.insert(user.id);
  }

  const auto contacts = parts_.clients.contacts_of(client.portal, client.company);
  if (!contacts) return contacts.error();

  PublicTalk talk;
  if (card.creator == client.user || colleagues.contains(card.creator)) {
    talk.description = public_text(said_by(said->description).text);
    for (const kanban::TicketFile& file : said->files) talk.files.push_back({file.id, file.name, file.bytes});
  }
  for (const kanban::TicketComment& comment : said->comments) {
    PublicComment shown{comment.at, Voice::kService, {}, public_text(comment.text)};
    if (comment.author == client.user) {
      shown.voice = Voice::kMe;
    } else if (colleagues.contains(comment.author)) {
      shown.voice = Voice::kColleague;
      shown.name = comment.author_name;
    } else if (outside.contains(comment.author)) {
      shown.voice = Voice::kOther;
    } else if (client.rules.names) {
      shown.name = comment.author_name;
    }
    const bool of_client = shown.voice != Voice::kService;
    if (const Said said_for_him = said_by(comment.text); !of_client && said_for_him.contact.value() != 0) {
      shown = by_link(client, *contacts, said_for_him);
      shown.at = comment.at;
    }
    if (!shown.text.empty()) talk.comments.push_back(std::move(shown));
  }
  return talk;
}

Result<ReadRequests::FileContent> ReadRequests::file(PortalId portal, UserId user, TicketId ticket,
                                                     std::int64_t file) {
  const Result<Client> client = parts_.clients.client(portal, user);
  if (!client) return client.error();
  const Result<MarkedCard> found = visible_request(parts_.clients, *client, ticket);
  if (!found) return found.error();
  const auto colleagues = parts_.clients.people_of(portal, client->company);
  if (!colleagues) return colleagues.error();
  const Result<PublicTalk> talk = this->talk(*client, found->card, *colleagues);
  if (!talk) return talk.error();
  const auto told = std::find_if(talk->files.begin(), talk->files.end(),
                                 [file](const PublicFile& one) { return one.id == file; });
  if (told == talk->files.end()) return no_request();
  auto bytes =
      act_for_client(*client, [&](const kanban::Actor& actor) { return parts_.files.fetch(actor, file); });
  if (!bytes) return bytes.error();
  return FileContent{told->name, std::move(bytes).value()};
}

Status ReadRequests::seen(PortalId portal, UserId user, TicketId ticket, TimePoint upto) {
  const Result<Client> client = parts_.clients.client(portal, user);
  if (!client) return client.error();
  const Result<MarkedCard> found = visible_request(parts_.clients, *client, ticket);
  if (!found) return found.error();
  return parts_.clients.mark_seen(*client, ticket, std::min(upto, parts_.portal.now(portal)));
}

}  // namespace sd::clients
