#include "extension/clients/care_for_clients.h"

#include "extension/clients/rules/new_request.h"

namespace sd::clients {
namespace {

// The first error stays; what follows is done all the same.
void keep(Status& first, const Status& next) {
  if (first && !next) first = next;
}

}  // namespace

Status CareForClients::run(PortalId portal, const std::stop_token& stop) {
  const TimePoint now = parts_.portal.now(portal);
  const auto waiting = parts_.care.awaiting(portal);
  if (!waiting) return waiting.error();
  Status outcome = Done{};
  for (const CareStore::Waiting& one : *waiting) {
    if (stop.stop_requested()) return outcome;
    keep(outcome, look_at_check(portal, one, now));
  }
  keep(outcome, announce_new(portal, now));
  const auto unasked = parts_.care.unasked(portal, now - kAskWithin);
  if (!unasked) return unasked.error();
  for (const kanban::Card& card : *unasked) {
    if (stop.stop_requested()) return outcome;
    keep(outcome, ask(portal, card, now));
  }
  return outcome;
}

Status CareForClients::announce_new(PortalId portal, TimePoint now) {
  const auto fresh = parts_.care.unannounced(portal, now - kAskWithin);
  if (!fresh) return fresh.error();
  for (const CareStore::Unannounced& one : *fresh) {
    if (Status noted = parts_.care.note_announced(portal, one.card.ticket, now); !noted) return noted;
    parts_.announce(one, portal);
  }
  return Done{};
}

Status CareForClients::look_at_check(PortalId portal, const CareStore::Waiting& waiting, TimePoint now) {
  const Result<Client> client = parts_.clients.client(portal, waiting.card.creator);
  if (!client) return client.error();
  const auto calendar = parts_.calendars.of_group(portal, waiting.card.group);
  if (!calendar) return calendar.error();
  const kanban::Calendar& days = calendar->calendar;
  switch (check_step(client->rules.care, days.diff(waiting.card.last_update_at, now), days.working_day(),
                     waiting.reminded)) {
    case CheckStep::kWait: return Done{};
    case CheckStep::kRemind:
      // Noted first: a reminder that is lost is better than one every few minutes.
      if (Status noted = parts_.care.note_reminded(portal, waiting.card); !noted) return noted;
      parts_.tell(waiting.card, portal, News::kCheckReminder);
      return Done{};
    case CheckStep::kClose: return close(portal, waiting.card);
  }
  return Done{};
}

Status CareForClients::close(PortalId portal, const kanban::Card& card) {
  const auto answer =
      parts_.portal.step(kanban::background(portal), card.ticket, kanban::StatusStep::kApprove);
  if (!answer) return answer.error();
  Result<kanban::Card> closed = parts_.sync.take_answer(portal, *answer);
  if (!closed) return closed.error();
  closed->creator = card.creator;  // who was silent; to the portal it may be the background
  parts_.tell(*closed, portal, News::kClosedInSilence);
  return Done{};
}

Status CareForClients::ask(PortalId portal, const kanban::Card& card, TimePoint now) {
  const Result<Client> client = parts_.clients.client(portal, card.creator);
  if (!client) return client.error();
  const auto last = parts_.care.last_asked(portal, card.creator);
  if (!last) return last.error();
  if (!may_see(*client, card) || !may_ask(client->rules.care, *last, now)) return Done{};
  if (Status noted = parts_.care.note_asked(portal, card, now); !noted) return noted;
  parts_.tell(card, portal, News::kRating);
  return Done{};
}

Status CareForClients::rate(const Answer& answer) {
  const Result<Client> client = parts_.clients.client(answer.portal, answer.user);
  if (!client) return client.error();
  const Result<MarkedCard> found = visible_request(parts_.clients, *client, answer.ticket);
  if (!found) return found.error();
  const std::string words = plain_writing(answer.words);
  if (Status fine = check_rating(answer.stars, words); !fine) return fine;
  const TimePoint now = parts_.portal.now(answer.portal);
  const auto asked = rating_standing(parts_.care, *client, found->card, now);
  if (!asked) return asked.error();
  if (!*asked) return Error{ErrorKind::kNotFound, "rating.not_asked", {}};
  if (!(*asked)->open) return Error{ErrorKind::kConflict, "rating.used", {}};
  // A second answer does not begin the hour anew.
  const TimePoint answered = (*asked)->rating.answered.value_or(now);
  return parts_.care.rate({answer.portal, found->card.ticket, found->card.cycle, answer.user},
                          {(*asked)->rating.asked, answered, answer.stars, words});
}

}  // namespace sd::clients
