#include "kanban/http/body.h"

#include <boost/json.hpp>

#include "extension/http/query.h"

namespace sd::kanban {

namespace json = boost::json;

Error bad_request(std::string_view what) {
  return {ErrorKind::kInvalidArgument, "request." + std::string(what), {}};
}

Result<json::object> object_of(const http::Request& request, std::size_t most) {
  if (request.body.size() > most) return bad_request("too_large");
  boost::system::error_code failed;
  json::value document = json::parse(request.body, failed);
  if (failed || !document.is_object()) return bad_request("json");
  return std::move(document.get_object());
}

Result<std::int64_t> number(const json::object& fields, std::string_view name) {
  const json::value* value = fields.if_contains(name);
  if (!value || !value->is_int64()) return bad_request(name);
  return value->get_int64();
}

Result<std::optional<std::int64_t>> number_or_none(const json::object& fields, std::string_view name) {
  const json::value* value = fields.if_contains(name);
  if (!value || value->is_null()) return std::optional<std::int64_t>{};
  if (!value->is_int64()) return bad_request(name);
  return std::optional<std::int64_t>{value->get_int64()};
}

Result<std::optional<std::string>> text(const json::object& fields, std::string_view name) {
  const json::value* value = fields.if_contains(name);
  if (!value || value->is_null()) return std::optional<std::string>{};
  if (!value->is_string()) return bad_request(name);
  return std::optional<std::string>{std::string(value->get_string())};
}

Result<bool> flag_or_not(const json::object& fields, std::string_view name) {
  const json::value* value = fields.if_contains(name);
  if (!value || value->is_null()) return false;
  if (!value->is_bool()) return bad_request(name);
  return value->get_bool();
}

Result<TicketId> ticket_of(const http::Request& request) {
  const auto ticket = http::to_number(request.path_params.at("ticket"));
  if (!ticket || *ticket <= 0) return bad_request("ticket");
  return TicketId{*ticket};
}

Result<Addressed> addressed(const http::Request& request, std::size_t most) {
  Result<json::object> fields = object_of(request, most);
  if (!fields) return fields.error();
  const Result<TicketId> ticket = ticket_of(request);
  if (!ticket) return ticket.error();
  const Result<std::int64_t> group = number(*fields, "group");
  if (!group) return group.error();
  return Addressed{std::move(fields).value(), *ticket, GroupId{*group}};
}

}  // namespace sd::kanban
