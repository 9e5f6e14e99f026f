#include "kanban/agree_estimate.h"

#include <algorithm>

#include "kanban/rules/dictionary.h"
#include "kanban/rules/estimate.h"
#include "kanban/unagreed_work.h"

namespace sd::kanban {

Result<Card> AgreeEstimate::run(const AgreeEstimateCommand& command) {
  const PortalId portal = command.actor.portal;
  const std::string note = trimmed(command.note);
  if (note.size() > kMaxNote) return Error{ErrorKind::kInvalidArgument, "agreement.note_too_long", {}};
  const Result<std::optional<Card>> found = cards_.find(portal, command.ticket);
  if (!found) return found.error();
  if (!*found || (*found)->group != command.group) return Error{ErrorKind::kNotFound, "card.not_found", {}};
  const Card& card = **found;
  const Status allowed = may_step({command.side, command.to, note}, card.agreement, card.estimate_minutes);
  if (!allowed) return allowed.error();

  const TicketId ids[] = {command.ticket};
  const Result<std::vector<TicketRead>> reads = portal_.read(command.reader.value_or(command.actor), ids);
  if (!reads) return reads.error();
  // Invisible to this person is not gone: the background look decides that.
  if (reads->empty() || !reads->front().ticket) return Error{ErrorKind::kNotFound, "card.not_found", {}};
  const Ticket& ticket = *reads->front().ticket;
  // A new estimate takes the agreement back: nobody may agree to hours he has not seen.
  if (read_estimate(ticket.estimate).minutes != Minutes{command.estimate_minutes} ||
      card.estimate_minutes != command.estimate_minutes) {
    return Error{ErrorKind::kConflict, "agreement.changed", {}};
  }

  if (command.to == Agreement::kAsked) {
    const Result<bool> first = note_agreement_asked(settings_, portal, command.group);
    if (!first) return first.error();
    if (*first) first_asked_(portal);
  }
  JournalRow row;
  row.at = std::max(portal_.now(portal), ticket.changed_at);
  row.key =
      "xagreement-" + std::to_string(to_ms(row.at)) + "-" + std::to_string(command.actor.person.value());
  row.order = kOwnOrder;
  row.actor = command.actor.person;
  row.fact = Fact::kAgreement;
  row.from = to_string(card.agreement);
  row.to = to_string(command.to);
  row.note = note;
  return sync_.take_answer(portal, reads->front(), std::span(&row, 1));
}

}  // namespace sd::kanban
