#include "kanban/http/card_commands.h"

#include <boost/json.hpp>

#include "extension/http/query.h"

namespace sd::kanban {
namespace {

namespace json = boost::json;
constexpr std::size_t kMaxBody = std::size_t{16} << 10;

Error bad(std::string_view what) { return {ErrorKind::kInvalidArgument, "request." + std::string(what), {}}; }

Result<json::object> object_of(const http::Request& request) {
  if (request.body.size() > kMaxBody) return bad("too_large");
  boost::system::error_code failed;
  json::value document = json::parse(request.body, failed);
  if (failed || !document.is_object()) return bad("json");
  return std::move(document.get_object());
}

Result<std::int64_t> number(const json::object& fields, std::string_view name) {
  const json::value* value = fields.if_contains(name);
  if (!value || !value->is_int64()) return bad(name);
  return value->get_int64();
}

// Absent and null are the same: not said.
Result<std::optional<std::string>> text(const json::object& fields, std::string_view name) {
  const json::value* value = fields.if_contains(name);
  if (!value || value->is_null()) return std::optional<std::string>{};
  if (!value->is_string()) return bad(name);
  return std::optional<std::string>{std::string(value->get_string())};
}

struct Addressed {
  json::object fields;
  TicketId ticket;
  GroupId group;
};

Result<Addressed> addressed(const http::Request& request) {
  Result<json::object> fields = object_of(request);
  if (!fields) return fields.error();
  const auto ticket = http::to_number(request.path_params.at("ticket"));
  if (!ticket || *ticket <= 0) return bad("ticket");
  const Result<std::int64_t> group = number(*fields, "group");
  if (!group) return group.error();
  return Addressed{std::move(fields).value(), TicketId{*ticket}, GroupId{*group}};
}

}  // namespace

Result<MoveCardCommand> decode_move(const http::Request& request) {
  const Result<Addressed> to = addressed(request);
  if (!to) return to.error();
  const Result<std::int64_t> stage = number(to->fields, "stage");
  if (!stage) return stage.error();
  const Result<std::int64_t> revision = number(to->fields, "revision");
  if (!revision) return revision.error();
  return MoveCardCommand{{}, to->group, to->ticket, StageId{*stage}, *revision};
}

Result<WriteFieldsCommand> decode_fields(const http::Request& request) {
  const Result<Addressed> to = addressed(request);
  if (!to) return to.error();
  WriteFieldsCommand command;
  command.group = to->group;
  command.ticket = to->ticket;
  const std::pair<const char*, std::optional<std::string>*> texts[] = {
      {"type", &command.type}, {"stopper", &command.stopper}, {"estimate", &command.estimate}};
  for (const auto& [name, into] : texts) {
    Result<std::optional<std::string>> value = text(to->fields, name);
    if (!value) return value.error();
    *into = std::move(value).value();
  }
  if (const json::value* important = to->fields.if_contains("important")) {
    if (!important->is_bool()) return bad("important");
    command.important = important->get_bool();
  }
  if (to->fields.contains("assignee")) {
    const Result<std::int64_t> assignee = number(to->fields, "assignee");
    if (!assignee) return assignee.error();
    command.assignee = UserId{*assignee};
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
    if (!command.value) return bad("class");
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
  if (!goal) return bad("agreement");
  command.to = *goal;
  const Result<std::int64_t> minutes = number(to->fields, "estimate_minutes");
  if (!minutes) return minutes.error();
  command.estimate_minutes = *minutes;
  Result<std::optional<std::string>> note = text(to->fields, "note");
  if (!note) return note.error();
  command.note = note->value_or("");
  return command;
}

}  // namespace sd::kanban
