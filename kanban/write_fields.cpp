#include "kanban/write_fields.h"

#include "kanban/group_contexts.h"
#include "kanban/rules/dictionary.h"
#include "kanban/rules/estimate.h"

namespace sd::kanban {

Result<Card> WriteFields::run(const WriteFieldsCommand& command) {
  const PortalId portal = command.actor.portal;
  const Result<std::optional<Card>> found = cards_.find(portal, command.ticket);
  if (!found) return found.error();
  if (!*found || (*found)->group != command.group) return Error{ErrorKind::kNotFound, "card.not_found", {}};
  const Result<Portal::FieldWrite> fields = translate(command, **found);
  if (!fields) return fields.error();
  const Result<TicketRead> answer = portal_.write(command.actor, command.ticket, *fields);
  if (!answer) return answer.error();
  return sync_.take_answer(portal, *answer);
}

Result<Portal::FieldWrite> WriteFields::translate(const WriteFieldsCommand& command, const Card& card) {
  Portal::FieldWrite fields;
  if (command.type) {
    Result<std::string> title = entry(command.actor.portal, DictionaryKind::kType, *command.type);
    if (!title) return title.error();
    fields.type = std::move(title).value();
  }
  if (command.stopper) {
    Result<std::string> title = entry(command.actor.portal, DictionaryKind::kStopper, *command.stopper);
    if (!title) return title.error();
    fields.stopper = std::move(title).value();
  }
  if (command.estimate) {
    const Result<Minutes> minutes = parse_estimate(*command.estimate);
    if (!minutes) return minutes.error();
    fields.estimate = portal_estimate(*minutes);
  }
  fields.important = command.important;
  fields.assignee = command.assignee;
  if (fields.type && !fields.assignee) {
    if (const Status given = give(command.actor.portal, card, fields); !given) return given.error();
  }
  // The portal keeps whole seconds.
  fields.deadline = command.deadline;
  if (fields.deadline && *fields.deadline) {
    fields.deadline = std::optional<TimePoint>(std::chrono::floor<std::chrono::seconds>(**fields.deadline));
  }
  if (command.title) {
    fields.title = trimmed(*command.title);
    if (fields.title->empty()) return Error{ErrorKind::kInvalidArgument, "create.no_title", {}};
    if (fields.title->size() > kMaxText) return Error{ErrorKind::kInvalidArgument, "fields.too_long", {}};
  }
  if (!fields.type && !fields.stopper && !fields.estimate && !fields.important && !fields.assignee &&
      !fields.deadline && !fields.title) {
    return Error{ErrorKind::kInvalidArgument, "fields.nothing", {}};
  }
  return fields;
}

Status WriteFields::give(PortalId portal, const Card& card, Portal::FieldWrite& fields) {
  if (card.assignee != card.creator && card.assignee != UserId{}) return Done{};
  const Result<std::vector<DictionaryEntry>> types = settings_.dictionary(portal, DictionaryKind::kType);
  if (!types) return types.error();
  for (const DictionaryEntry& type : *types) {
    const bool meant = type.title == *fields.type && type.title != card.type;
    if (meant && type.assignee != UserId{} && type.assignee != card.assignee) fields.assignee = type.assignee;
  }
  return Done{};
}

Result<std::string> WriteFields::entry(PortalId portal, DictionaryKind kind, const std::string& text) {
  if (text.size() > kMaxText) return Error{ErrorKind::kInvalidArgument, "fields.too_long", {}};
  const Result<Dictionary> dictionary = load_dictionary(settings_, portal, kind);
  if (!dictionary) return dictionary.error();
  return dictionary->match(text).title;
}

}  // namespace sd::kanban
