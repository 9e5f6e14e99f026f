#include "extension/clients/answer_request.h"

#include <algorithm>

#include "extension/clients/act_for_client.h"
#include "extension/clients/keep_writer.h"
#include "extension/clients/rules/care.h"
#include "extension/clients/rules/new_request.h"
#include "extension/clients/rules/said_for.h"
#include "kanban/on_behalf.h"

namespace sd::clients {
namespace {

Error no_reason() { return {ErrorKind::kInvalidArgument, "client.no_reason", {}}; }

bool in_check(const kanban::Card& card) { return step_of(card) == Step::kCheck; }

}  // namespace

Result<AnswerRequest::Found> AnswerRequest::find(const Whose& whose) {
  Result<Client> client = parts_.clients.client(whose.portal, whose.user);
  if (!client) return client.error();
  Result<MarkedCard> found = visible_request(parts_.clients, *client, whose.ticket);
  if (!found) return found.error();
  return Found{std::move(client).value(), std::move(found->card)};
}

Status AnswerRequest::say(const Whose& whose, const std::string& text) {
  const Result<Found> found = find(whose);
  if (!found) return found.error();
  const Client& client = found->client;
  kanban::CommentCommand command{{}, found->card.group, whose.ticket, plain_writing(text)};
  if (client.by_link()) {
    if (command.text.empty()) return Error{ErrorKind::kInvalidArgument, "comment.empty", {}};
    if (command.text.size() > kanban::AnswerClient::kMaxComment) {
      return Error{ErrorKind::kInvalidArgument, "comment.too_long", {}};
    }
    command.text = said_for(client.contact, client.name, command.text);
    command.outsider = client.user;
  } else {
    command.author = client.user;
  }
  const Result<kanban::Card> said = act_for_client(found->client, [&](const kanban::Actor& actor) {
    command.actor = actor;
    return parts_.words.comment(command);
  });
  if (said) keep(client, whose.ticket, kanban::Fact::kComment);
  return said ? Status(Done{}) : Status(said.error());
}

Status AnswerRequest::answer_estimate(const Whose& whose, const Answer& answer) {
  const Result<Found> found = find(whose);
  if (!found) return found.error();
  kanban::AgreeEstimateCommand command;
  command.actor = {whose.portal, whose.user};
  command.group = found->card.group;
  command.ticket = whose.ticket;
  command.side = kanban::Side::kClient;
  command.to = answer.agreed ? kanban::Agreement::kAgreed : kanban::Agreement::kDeclined;
  command.estimate_minutes = answer.minutes;
  command.note = plain_writing(answer.words);
  if (!answer.agreed && command.note.empty()) return no_reason();
  const Result<kanban::Card> card = act_for_client(found->client, [&](const kanban::Actor& reader) {
    command.reader = reader;
    return parts_.agreement.run(command);
  });
  if (!card) return card.error();
  parts_.tell(*card, whose.portal, answer.agreed ? News::kAgreed : News::kDeclined);
  return Done{};
}

void AnswerRequest::keep(const Client& client, TicketId ticket, kanban::Fact fact) {
  keep_writer(parts_.clients, parts_.portal, parts_.sync, client, ticket, fact);
}

Result<kanban::Card> AnswerRequest::step(const Found& found, kanban::StatusStep step) {
  return act_for_client(found.client, [&](const kanban::Actor& actor) -> Result<kanban::Card> {
    Result<kanban::TicketRead> answer = parts_.portal.step(actor, found.card.ticket, step);
    if (!answer) return answer.error();
    if (found.client.by_link()) {
      kanban::attribute_last(*answer, kanban::HistoryField::kStatus, found.client.user);
    }
    Result<kanban::Card> card = parts_.sync.take_answer(actor.portal, *answer);
    if (card) keep(found.client, found.card.ticket, kanban::Fact::kStatus);
    return card;
  });
}

// What stands in the stage of checking without task control is moved; its status follows.
Result<kanban::Card> AnswerRequest::back_to_work(const Found& found) {
  const PortalId portal = found.client.portal;
  const auto stages = parts_.cards.stages(portal, found.card.group);
  if (!stages) return stages.error();
  const auto work = std::find_if(stages->begin(), stages->end(), [](const kanban::Stage& stage) {
    return stage.role == kanban::Role::kWork;
  });
  if (work == stages->end()) return Error{ErrorKind::kConflict, "client.not_in_check", {}};
  return act_for_client(found.client, [&](const kanban::Actor& actor) -> Result<kanban::Card> {
    Result<kanban::TicketRead> answer = parts_.portal.move(actor, found.card.ticket, work->id);
    if (!answer) return answer.error();
    if (found.client.by_link()) {
      kanban::attribute_last(*answer, kanban::HistoryField::kStage, found.client.user);
    }
    Result<kanban::Card> card = parts_.sync.take_answer(portal, *answer);
    if (card) keep(found.client, found.card.ticket, kanban::Fact::kStage);
    return card;
  });
}

Status AnswerRequest::confirm(const Whose& whose) {
  const Result<Found> found = find(whose);
  if (!found) return found.error();
  if (!in_check(found->card)) return Error{ErrorKind::kConflict, "client.not_in_check", {}};
  // A card that was only moved to the stage of checking has an open status; with task control it has to be
  // completed first.
  Result<kanban::Card> card =
      step(*found, found->card.awaiting_check ? kanban::StatusStep::kApprove : kanban::StatusStep::kComplete);
  if (card && card->awaiting_check) card = step(*found, kanban::StatusStep::kApprove);
  if (!card) return card.error();
  parts_.tell(*card, whose.portal, News::kConfirmed);
  return Done{};
}

Status AnswerRequest::give_back(const Whose& whose, const std::string& reason) {
  const Result<Found> found = find(whose);
  if (!found) return found.error();
  if (!in_check(found->card)) return Error{ErrorKind::kConflict, "client.not_in_check", {}};
  if (plain_writing(reason).empty()) return no_reason();
  // His words first: a return without them helps nobody, they without it do.
  if (Status said = say(whose, reason); !said) return said;
  const Result<kanban::Card> card =
      found->card.awaiting_check ? step(*found, kanban::StatusStep::kDisapprove) : back_to_work(*found);
  if (!card) return card.error();
  parts_.tell(*card, whose.portal, News::kReturned);
  return Done{};
}

Status AnswerRequest::reopen(const Whose& whose, const std::string& reason) {
  const Result<Found> found = find(whose);
  if (!found) return found.error();
  if (!may_reopen(found->client.rules.care, found->card, parts_.portal.now(whose.portal))) {
    return Error{ErrorKind::kConflict, "client.not_done", {}};
  }
  if (plain_writing(reason).empty()) return no_reason();
  if (Status said = say(whose, reason); !said) return said;
  const Result<kanban::Card> card = step(*found, kanban::StatusStep::kRenew);
  if (!card) return card.error();
  parts_.tell(*card, whose.portal, News::kReopened);
  return Done{};
}

}  // namespace sd::clients
