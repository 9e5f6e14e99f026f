#include "kanban/http/search_handler.h"

#include <boost/json.hpp>

#include "extension/http/query.h"
#include "kanban/http/group_list.h"
#include "kanban/rules/dictionary.h"

namespace sd::kanban {
namespace {

namespace json = boost::json;

Result<std::string> text_of(const http::Request& request) {
  const auto query = http::parse_query(request.query);
  if (!query) return query.error();
  const auto found = query->find("text");
  std::string text = found == query->end() ? std::string() : trimmed(found->second);
  if (text.size() < SearchHandler::kLeastBytes) {
    return Error{ErrorKind::kInvalidArgument, "search.too_short", {}};
  }
  if (text.size() > SearchHandler::kMostBytes) {
    return Error{ErrorKind::kInvalidArgument, "search.too_long", {}};
  }
  return text;
}

}  // namespace

http::Response SearchHandler::search(const http::Request& request) {
  const Result<std::vector<GroupId>> groups = groups_of(request);
  if (!groups) return http::error_response(groups.error());
  if (groups->empty()) return http::error_response({ErrorKind::kInvalidArgument, "request.groups", {}});
  const Result<std::string> text = text_of(request);
  if (!text) return http::error_response(text.error());
  Actor person;
  for (const GroupId group : *groups) {
    const Result<visitors::Access> access = guard_.board(request, group);
    if (!access) return http::error_response(access.error());
    person = {access->session.portal, access->session.user};
  }
  const Result<TicketsFound> found = portal_.search(person, *groups, *text);
  if (!found) return http::error_response(found.error(), true);
  json::array tickets;
  for (const TicketId ticket : found->tickets) tickets.emplace_back(ticket.value());
  return {200,
          "application/json; charset=utf-8",
          json::serialize(json::object{{"tickets", std::move(tickets)}, {"more", found->more}}),
          {{"Cache-Control", "no-store"}}};
}

}  // namespace sd::kanban
