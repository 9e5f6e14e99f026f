#include "extension/clients/create_request.h"

#include <algorithm>

#include "extension/clients/act_for_client.h"
#include "extension/clients/keep_writer.h"
#include "extension/clients/rules/said_for.h"
#include "extension/clients/rules/similar.h"

namespace sd::clients {

Result<RequestForm> CreateRequest::form(PortalId portal, UserId user) {
  const Result<Client> client = parts_.clients.client(portal, user);
  if (!client) return client.error();
  const Result<Place> place = this->place(*client);
  if (!place) return place.error();
  auto templates = parts_.clients.templates(portal, place->group);
  if (!templates) return templates.error();
  return RequestForm{client->rules.may_be_important, std::move(templates).value()};
}

Result<RequestList> CreateRequest::similar(PortalId portal, UserId user, const std::string& subject) {
  const std::set<std::string> asked = subject_words(subject);
  RequestList alike;
  if (asked.empty()) return alike;
  std::vector<std::pair<int, PublicRequest>> found;
  for (const Share share : {Share::kOpen, Share::kDone}) {
    Result<RequestList> page = parts_.requests.list(portal, user, share, {}, kLookedAt);
    if (!page) return page.error();
    alike.now = page->now;
    for (PublicRequest& request : page->requests) {
      const int like = likeness(asked, subject_words(request.title));
      if (like >= kLikeEnough) found.emplace_back(like, std::move(request));
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& left, const auto& right) {
    return left.first != right.first ? left.first > right.first : left.second.number > right.second.number;
  });
  if (found.size() > kMostSimilar) found.erase(found.begin() + kMostSimilar, found.end());
  for (auto& [like, request] : found) alike.requests.push_back(std::move(request));
  return alike;
}

Result<CreateRequest::Place> CreateRequest::place(const Client& client) {
  const auto groups = parts_.cards.groups(client.portal);
  if (!groups) return groups.error();
  if (groups->empty()) return Error{ErrorKind::kConflict, "client.no_desk", {}};
  // A group that was unbound since the settings named it takes nothing.
  const bool named = std::any_of(groups->begin(), groups->end(), [&client](const kanban::BoundGroup& group) {
    return group.group == client.rules.lands_in;
  });
  Place place{named ? client.rules.lands_in : groups->front().group, {}};
  const auto stages = parts_.cards.stages(client.portal, place.group);
  if (!stages) return stages.error();
  const auto intake = std::find_if(stages->begin(), stages->end(), [](const kanban::Stage& stage) {
    return stage.role == kanban::Role::kIntake;
  });
  if (intake != stages->end()) place.stage = intake->id;
  return place;
}

// The portal knows somebody who comes by a link as a contact alone: the background is creator and, until the
// staff takes it on, assignee.
Status CreateRequest::sign(const Client& client, kanban::CreateTicketCommand& ticket) {
  if (!client.by_link()) {
    ticket.creator = client.user;
    return Done{};
  }
  const auto people = parts_.portal.background_people(client.portal);
  if (!people) return people.error();
  if (people->empty()) return Error{ErrorKind::kUnavailable, "portal.auth", {}};
  ticket.assignee = people->front();
  ticket.contact = client.contact;
  ticket.outsider = client.user;
  ticket.description = said_for(client.contact, client.name, ticket.description);
  return Done{};
}

Result<TicketId> CreateRequest::run(const Command& command) {
  const Result<Client> client = parts_.clients.client(command.portal, command.user);
  if (!client) return client.error();
  const Result<NewRequest> request = checked(command.request, client->rules);
  if (!request) return request.error();
  const Result<Place> place = this->place(*client);
  if (!place) return place.error();
  const auto templates = parts_.clients.templates(command.portal, place->group);
  if (!templates) return templates.error();

  kanban::CreateTicketCommand ticket;
  ticket.group = place->group;
  ticket.stage = place->stage;
  ticket.title = request->subject;
  ticket.description = request->text;
  ticket.important = request->important;
  ticket.company = client->company;
  ticket.control = true;
  if (const Status signed_by = sign(*client, ticket); !signed_by) return signed_by.error();
  const auto like = std::find_if(templates->begin(), templates->end(),
                                 [&](const RequestTemplate& one) { return one.name == request->like; });
  if (like != templates->end()) ticket.type = like->type;
  const Result<kanban::Card> card = act_for_client(*client, [&](const kanban::Actor& actor) {
    ticket.actor = actor;
    Result<kanban::Card> made = parts_.create.run(ticket);
    // The task was made and cannot be read: made again it would be there twice.
    if (!made && made.error().code == "card.not_found") {
      return Result<kanban::Card>(Error{ErrorKind::kUnavailable, "portal.lost", {}});
    }
    return made;
  });
  if (!card) return card.error();
  if (client->by_link()) {
    // It is made, and would be made twice if he sent it again.
    const Status noted = parts_.clients.note_written(*client, card->ticket);
    if (!noted) return Error{ErrorKind::kUnavailable, "portal.lost", noted.error().code};
    keep_writer(parts_.clients, parts_.portal, parts_.sync, *client, card->ticket, std::nullopt);
  }
  parts_.receipt(command.portal, command.user, command.lang, card->ticket, request->subject);
  return card->ticket;
}

}  // namespace sd::clients
