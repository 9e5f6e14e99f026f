#include "kanban/create_ticket.h"

#include "kanban/on_behalf.h"
#include "kanban/rules/dictionary.h"
#include "kanban/rules/estimate.h"

namespace sd::kanban {

Result<Card> CreateTicket::run(const CreateTicketCommand& command) {
  const Result<NewTicket> ticket = translate(command);
  if (!ticket) return ticket.error();
  Result<TicketRead> answer = talk_.create(command.actor, *ticket);
  if (!answer) return answer.error();
  if (is_outsider(command.outsider)) attribute_all(*answer, command.outsider);
  return sync_.take_answer(command.actor.portal, *answer);
}

Result<NewTicket> CreateTicket::translate(const CreateTicketCommand& command) {
  NewTicket ticket;
  ticket.group = command.group;
  ticket.stage = command.stage;
  ticket.title = trimmed(command.title);
  ticket.description = trimmed(command.description);
  ticket.important = command.important;
  const UserId author = command.creator.value() == 0 ? command.actor.person : command.creator;
  ticket.assignee = command.assignee.value() == 0 ? author : command.assignee;
  ticket.creator = command.creator;
  ticket.control = command.control;
  ticket.company = command.company;
  ticket.contact = command.contact;
  if (ticket.title.empty()) return Error{ErrorKind::kInvalidArgument, "create.no_title", {}};
  // Of an outsider the caller has counted his own words: before them stands who he is.
  const std::size_t most = is_outsider(command.outsider) ? 2 * kMaxText : kMaxText;
  if (ticket.title.size() > kMaxTitle || ticket.description.size() > most ||
      command.type.size() > kMaxTitle) {
    return Error{ErrorKind::kInvalidArgument, "fields.too_long", {}};
  }
  const Result<Minutes> minutes = parse_estimate(command.estimate);
  if (!minutes) return minutes.error();
  ticket.estimate = portal_estimate(*minutes);

  const PortalId portal = command.actor.portal;
  const Result<std::vector<Stage>> stages = cards_.stages(portal, command.group);
  if (!stages) return stages.error();
  if (command.stage.value() != 0 && !find_stage(*stages, command.stage)) {
    return Error{ErrorKind::kInvalidArgument, "card.stage_unknown", {}};
  }
  Result<std::vector<DictionaryEntry>> entries = settings_.dictionary(portal, DictionaryKind::kType);
  if (!entries) return entries.error();
  std::vector<std::string> titles;
  for (DictionaryEntry& known : *entries) titles.push_back(std::move(known.title));
  ticket.type = Dictionary(std::move(titles)).match(command.type).title;
  return ticket;
}

}  // namespace sd::kanban
