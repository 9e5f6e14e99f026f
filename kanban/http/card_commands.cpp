#include "kanban/http/card_commands.h"

#include <boost/json.hpp>

#include "kanban/http/body.h"

namespace sd::kanban {

namespace json = boost::json;
namespace {

constexpr std::int64_t kLatest = 7'258'118'400'000;  // the year 2200

}  // namespace
Result<MoveCardCommand> decode_move(const http::Request& request) {
  const Result<Addressed> to = addressed(request);
  if (!to) return to.error();
  const Result<std::int64_t> stage = number(to->fields, "stage");
  if (!stage) return stage.error();
  const Result<std::int64_t> revision = number(to->fields, "revision");
  if (!revision) return revision.error();
  const Result<std::optional<std::string>> reason = text(to->fields, "reason");
  if (!reason) return reason.error();
  MoveCardCommand command{{}, to->group, to->ticket, StageId{*stage}, *revision, reason->value_or(""), {}};
  const Result<std::optional<std::int64_t>> before = number_or_none(to->fields, "before");
  if (!before) return before.error();
  const Result<std::optional<std::int64_t>> after = number_or_none(to->fields, "after");
  if (!after) return after.error();
  if (*before && *after) return bad_request("after");
  if (*before || *after) command.beside = {TicketId{*before ? **before : **after}, before->has_value()};
  return command;
}

Result<WriteFieldsCommand> decode_fields(const http::Request& request) {
  const Result<Addressed> to = addressed(request);
  if (!to) return to.error();
  WriteFieldsCommand command;
  command.group = to->group;
  command.ticket = to->ticket;
  const std::pair<const char*, std::optional<std::string>*> texts[] = {{"type", &command.type},
                                                                       {"stopper", &command.stopper},
                                                                       {"estimate", &command.estimate},
                                                                       {"title", &command.title}};
  for (const auto& [name, into] : texts) {
    Result<std::optional<std::string>> value = text(to->fields, name);
    if (!value) return value.error();
    *into = std::move(value).value();
  }
  if (const json::value* important = to->fields.if_contains("important")) {
    if (!important->is_bool()) return bad_request("important");
    command.important = important->get_bool();
  }
  if (to->fields.contains("assignee")) {
    const Result<std::int64_t> assignee = number(to->fields, "assignee");
    if (!assignee) return assignee.error();
    command.assignee = UserId{*assignee};
  }
  if (to->fields.contains("deadline_ms")) {
    const Result<std::optional<std::int64_t>> deadline = number_or_none(to->fields, "deadline_ms");
    if (!deadline) return deadline.error();
    if (*deadline && (**deadline < 0 || **deadline > kLatest)) return bad_request("deadline_ms");
    command.deadline = *deadline ? std::optional<TimePoint>(from_ms(**deadline)) : std::optional<TimePoint>{};
  }
  return command;
}

Result<OverrideClassCommand> decode_override(const http::Request& request) {
  const Result<Addressed> to = addressed(request);
  if (!to) return to.error();
  OverrideClassCommand command;
  command.group = to->group;
  command.ticket = to->ticket;
  const Result<std::optional<std::string>> value = text(to->fields, "class");
  if (!value) return value.error();
  if (*value) {
    command.value = class_from(**value);
    if (!command.value) return bad_request("class");
  }
  Result<std::optional<std::string>> reason = text(to->fields, "reason");
  if (!reason) return reason.error();
  command.reason = reason->value_or("");
  return command;
}

Result<AgreeEstimateCommand> decode_agreement(const http::Request& request) {
  const Result<Addressed> to = addressed(request);
  if (!to) return to.error();
  AgreeEstimateCommand command;
  command.group = to->group;
  command.ticket = to->ticket;
  const Result<std::optional<std::string>> value = text(to->fields, "agreement");
  if (!value) return value.error();
  const std::optional<Agreement> goal = agreement_from(value->value_or(""));
  if (!goal) return bad_request("agreement");
  command.to = *goal;
  const Result<std::int64_t> minutes = number(to->fields, "estimate_minutes");
  if (!minutes) return minutes.error();
  command.estimate_minutes = *minutes;
  Result<std::optional<std::string>> note = text(to->fields, "note");
  if (!note) return note.error();
  command.note = note->value_or("");
  return command;
}

Result<CommentCommand> decode_comment(const http::Request& request) {
  const Result<Addressed> to = addressed(request, std::size_t{64} << 10);
  if (!to) return to.error();
  Result<std::optional<std::string>> words = text(to->fields, "text");
  if (!words) return words.error();
  return CommentCommand{{}, to->group, to->ticket, words->value_or("")};
}

Result<BookLabourCommand> decode_labour(const http::Request& request) {
  const Result<Addressed> to = addressed(request);
  if (!to) return to.error();
  Result<std::optional<std::string>> spent = text(to->fields, "spent");
  if (!spent) return spent.error();
  Result<std::optional<std::string>> note = text(to->fields, "note");
  if (!note) return note.error();
  const Result<std::optional<std::int64_t>> day = number_or_none(to->fields, "day_ms");
  if (!day) return day.error();
  if (*day && (**day < 0 || **day > kLatest)) return bad_request("day_ms");
  BookLabourCommand command{{}, to->group, to->ticket, spent->value_or(""), note->value_or(""), {}};
  if (*day) command.day = from_ms(**day);
  return command;
}

Result<RemindOfStopperCommand> decode_follow_up(const http::Request& request) {
  const Result<Addressed> to = addressed(request);
  if (!to) return to.error();
  const Result<std::optional<std::int64_t>> at = number_or_none(to->fields, "at_ms");
  if (!at) return at.error();
  if (*at && (**at < 0 || **at > kLatest)) return bad_request("at_ms");
  RemindOfStopperCommand command{{}, to->group, to->ticket, {}};
  if (*at) command.at = from_ms(**at);
  return command;
}

Result<CreateTicketCommand> decode_create(const http::Request& request) {
  const Result<json::object> fields = object_of(request, std::size_t{64} << 10);
  if (!fields) return fields.error();
  CreateTicketCommand command;
  const Result<std::int64_t> group = number(*fields, "group");
  if (!group) return group.error();
  command.group = GroupId{*group};
  const std::pair<const char*, std::string*> texts[] = {{"title", &command.title},
                                                        {"description", &command.description},
                                                        {"type", &command.type},
                                                        {"estimate", &command.estimate}};
  for (const auto& [name, into] : texts) {
    Result<std::optional<std::string>> value = text(*fields, name);
    if (!value) return value.error();
    *into = value->value_or("");
  }
  std::int64_t stage = 0, assignee = 0, company = 0;
  const std::pair<const char*, std::int64_t*> ids[] = {
      {"stage", &stage}, {"assignee", &assignee}, {"company", &company}};
  for (const auto& [name, into] : ids) {
    const Result<std::optional<std::int64_t>> value = number_or_none(*fields, name);
    if (!value) return value.error();
    if (value->value_or(0) < 0) return bad_request(name);
    *into = value->value_or(0);
  }
  command.stage = StageId{stage};
  command.assignee = UserId{assignee};
  command.company = CompanyId{company};
  const Result<bool> important = flag_or_not(*fields, "important");
  if (!important) return important.error();
  command.important = *important;
  return command;
}

}  // namespace sd::kanban
