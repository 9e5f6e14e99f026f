#include "kanban/http/desk_handlers.h"

#include <algorithm>
#include <boost/json.hpp>

#include "kanban/http/body.h"

namespace sd::kanban {
namespace {

namespace json = boost::json;

std::string name_of(GroupId group, UserId user) {
  return "desk." + std::to_string(group.value()) + "." + std::to_string(user.value());
}

http::Response sent(const json::object& body) {
  return {200, "application/json; charset=utf-8", json::serialize(body), {{"Cache-Control", "no-store"}}};
}

}  // namespace

http::Response DeskHandlers::read(const http::Request& request) {
  const Result<std::int64_t> group = visitors::query_number(request, "group");
  if (!group) return http::error_response(group.error());
  const Result<visitors::Access> access = guard_.board(request, GroupId{*group});
  if (!access) return http::error_response(access.error());
  const PortalId portal = access->session.portal;
  const auto members = people_.members(portal, GroupId{*group});
  if (!members) return http::error_response(members.error());
  std::vector<UserId> ids;
  for (const GroupMember& member : *members) ids.push_back(member.user);
  auto users = people_.users(portal, ids);
  if (!users) return http::error_response(users.error());
  std::sort(users->begin(), users->end(), [](const PortalUser& left, const PortalUser& right) {
    return left.name != right.name ? left.name < right.name : left.id < right.id;
  });
  const auto kept = settings_.setting(portal, name_of(GroupId{*group}, access->session.user));
  if (!kept) return http::error_response(kept.error());

  json::array people;
  for (const PortalUser& user : *users) {
    if (user.external || !user.active) continue;
    people.push_back(json::object{{"id", user.id.value()}, {"name", user.name}, {"photo", user.photo_url}});
  }
  boost::system::error_code broken;
  json::value before = *kept ? json::parse(**kept, broken) : json::value(nullptr);
  if (broken) before = nullptr;  // written by a later program: the page begins anew
  return sent({{"kept", std::move(before)}, {"people", std::move(people)}});
}

http::Response DeskHandlers::keep(const http::Request& request) {
  const Result<json::object> fields = object_of(request, kMostBytes);
  if (!fields) return http::error_response(fields.error());
  const Result<std::int64_t> group = number(*fields, "group");
  if (!group) return http::error_response(group.error());
  const json::value* kept = fields->if_contains("kept");
  if (!kept || !kept->is_object()) return http::error_response(bad_request("kept"));
  const Result<visitors::Access> access = guard_.board(request, GroupId{*group});
  if (!access) return http::error_response(access.error());
  const Status done = settings_.put_setting(
      access->session.portal, name_of(GroupId{*group}, access->session.user), json::serialize(*kept));
  if (!done) return http::error_response(done.error());
  return sent({});
}

}  // namespace sd::kanban
