#include "kanban/write_fields.h"

#include "kanban/rules/dictionary.h"
#include "kanban/rules/estimate.h"

namespace sd::kanban {

Result<Card> WriteFields::run(const WriteFieldsCommand& command) {
  const PortalId portal = command.actor.portal;
  const Result<std::optional<Card>> found = cards_.find(portal, command.ticket);
  if (!found) return found.error();
  if (!*found || (*found)->group != command.group) return Error{ErrorKind::kNotFound, "card.not_found", {}};
  const Result<Portal::FieldWrite> fields = translate(command);
  if (!fields) return fields.error();
  const Result<TicketRead> answer = portal_.write(command.actor, command.ticket, *fields);
  if (!answer) return answer.error();
  return sync_.take_answer(portal, *answer);
}

Result<Portal::FieldWrite> WriteFields::translate(const WriteFieldsCommand& command) {
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

Result<std::string> WriteFields::entry(PortalId portal, DictionaryKind kind, const std::string& text) {
  if (text.size() > kMaxText) return Error{ErrorKind::kInvalidArgument, "fields.too_long", {}};
  Result<std::vector<DictionaryEntry>> entries = settings_.dictionary(portal, kind);
  if (!entries) return entries.error();
  std::vector<std::string> titles;
  for (DictionaryEntry& known : *entries) titles.push_back(std::move(known.title));
  return Dictionary(std::move(titles)).match(text).title;
}

}  // namespace sd::kanban
