#include "kanban/http/board_handlers.h"

#include <boost/json.hpp>

#include "kanban/http/group_list.h"

namespace sd::kanban {
namespace {

namespace json = boost::json;
// Under the 40 seconds nginx waits for an answer of this path.
constexpr std::chrono::seconds kFeedPatience{25};
constexpr const char* kJson = "application/json; charset=utf-8";

Result<GroupId> group_of(const http::Request& request) {
  const Result<std::int64_t> number = visitors::query_number(request, "group");
  if (!number) return number.error();
  return GroupId{*number};
}

BoardReader::Share share_of(const http::Request& request) {
  if (visitors::query_number(request, "first")) return BoardReader::Share::kFirst;
  if (visitors::query_number(request, "done")) return BoardReader::Share::kWithDone;
  return BoardReader::Share::kOpen;
}

BoardCan can_of(const visitors::Access& access) {
  return {true, visitors::may_override_class(access.standing), visitors::may_configure(access.standing)};
}

}  // namespace

http::Response BoardHandlers::board(const http::Request& request) {
  const Result<std::vector<GroupId>> groups = groups_of(request);
  if (!groups) return http::error_response(groups.error());
  if (!groups->empty()) return together(request, *groups);
  const Result<GroupId> group = group_of(request);
  if (!group) return http::error_response(group.error());
  const Result<visitors::Access> access = guard_.board(request, *group);
  if (!access) return http::error_response(access.error());
  const PortalId portal = access->session.portal;
  if (const auto ticket = visitors::query_number(request, "ticket")) {
    return of_card(*access, *group, TicketId{*ticket});
  }
  const auto tail = reader_.board(portal, *group, share_of(request));
  if (!tail) return http::error_response(tail.error(), true);
  return sent(request, head_for(*access), **tail);
}

http::Response BoardHandlers::together(const http::Request& request, std::span<const GroupId> groups) {
  std::vector<std::pair<GroupId, BoardCan>> can;
  PortalId portal;
  for (const GroupId group : groups) {
    const Result<visitors::Access> access = guard_.board(request, group);
    if (!access) return http::error_response(access.error());
    portal = access->session.portal;
    can.emplace_back(group, can_of(*access));
  }
  const auto tail = reader_.boards(portal, groups, share_of(request));
  if (!tail) return http::error_response(tail.error(), true);
  return sent(request, boards_head_json(portal_.now(portal), can) + notes_.json(portal), **tail);
}

http::Response BoardHandlers::sent(const http::Request& request, const std::string& head,
                                   const http::GzipTail& tail) {
  http::Response answer{200, kJson, {}, {{"Cache-Control", "no-store"}, {"Vary", "Accept-Encoding"}}};
  if (http::accepts_gzip(request.header("accept-encoding").value_or(""))) {
    answer.headers.emplace_back("Content-Encoding", "gzip");
    answer.body = tail.with_head(head);
  } else {
    answer.body = head + tail.text();
  }
  return answer;
}

http::Response BoardHandlers::of_card(const visitors::Access& access, GroupId group, TicketId ticket) {
  const Result<std::string> tail = reader_.board_of(access.session.portal, group, ticket);
  if (!tail) return http::error_response(tail.error(), true);
  return {200, kJson, head_for(access) + *tail, {{"Cache-Control", "no-store"}}};
}

std::string BoardHandlers::head_for(const visitors::Access& access) {
  const PortalId portal = access.session.portal;
  return board_head_json(portal_.now(portal), can_of(access)) + notes_.json(portal);
}

void BoardHandlers::feed(const http::Request& request, const http::Reply& reply) {
  const Result<std::vector<GroupId>> groups = groups_of(request);
  if (!groups) return reply(http::error_response(groups.error()));
  if (!groups->empty()) return feed_together(request, *groups, reply);
  const Result<GroupId> group = group_of(request);
  if (!group) return reply(http::error_response(group.error()));
  const Result<visitors::Access> access = guard_.board(request, *group);
  if (!access) return reply(http::error_response(access.error()));
  const Result<std::int64_t> since = visitors::query_number(request, "since");
  if (!since) return reply(http::error_response(since.error()));

  const PortalId portal = access->session.portal;
  const auto answer = [this, portal, group = *group, since = *since, reply] {
    const Result<std::string> changes = reader_.changes(portal, group, since, portal_.now(portal));
    reply(changes ? http::Response{200,
                                   kJson,
                                   "{" + notes_.json(portal) + changes->substr(1),
                                   {{"Cache-Control", "no-store"}}}
                  : http::error_response(changes.error(), true));
  };
  const Result<std::int64_t> stored = cards_.revision(portal, *group);
  if (!stored) return reply(http::error_response(stored.error(), true));
  // A board from before the service's start: the hub may not know its revision yet.
  if (*stored != *since) return answer();
  hub_.wait(portal, *group, *since, clock_.now() + kFeedPatience, [this, answer, reply](std::int64_t) {
    if (!post_(answer)) reply(http::error_response({ErrorKind::kUnavailable, "server.busy", {}}));
  });
}

void BoardHandlers::feed_together(const http::Request& request, std::span<const GroupId> groups,
                                  const http::Reply& reply) {
  PortalId portal;
  for (const GroupId group : groups) {
    const Result<visitors::Access> access = guard_.board(request, group);
    if (!access) return reply(http::error_response(access.error()));
    portal = access->session.portal;
  }
  const Result<std::vector<std::int64_t>> since = numbers_of(request, "since");
  if (!since) return reply(http::error_response(since.error()));
  if (since->size() != groups.size()) {
    return reply(http::error_response({ErrorKind::kInvalidArgument, "request.since", {}}));
  }
  std::vector<FeedHub::Shown> shown;
  bool news = false;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    shown.push_back({groups[i], (*since)[i]});
    const Result<std::int64_t> stored = cards_.revision(portal, groups[i]);
    if (!stored) return reply(http::error_response(stored.error(), true));
    news = news || *stored != (*since)[i];
  }
  const auto answer = [this, portal, shown, reply] { reply(news_of(portal, shown)); };
  if (news) return answer();
  hub_.wait(portal, shown, clock_.now() + kFeedPatience, [this, answer, reply](std::int64_t) {
    if (!post_(answer)) reply(http::error_response({ErrorKind::kUnavailable, "server.busy", {}}));
  });
}

http::Response BoardHandlers::news_of(PortalId portal, std::span<const FeedHub::Shown> shown) {
  const TimePoint now = portal_.now(portal);
  std::string text = "{" + notes_.json(portal) + "\"now_ms\":" + std::to_string(to_ms(now)) + ",\"boards\":[";
  for (const auto& [group, since] : shown) {
    const Result<std::int64_t> revision = cards_.revision(portal, group);
    if (!revision) return http::error_response(revision.error(), true);
    if (*revision == since) continue;
    const Result<std::string> changes = reader_.changes(portal, group, since, now);
    if (!changes) return http::error_response(changes.error(), true);
    if (text.back() == '}') text += ',';
    text += "{\"group\":" + std::to_string(group.value()) + ',' + changes->substr(1);
  }
  return {200, kJson, text + "]}", {{"Cache-Control", "no-store"}}};
}

http::Response BoardHandlers::groups(const http::Request& request) {
  const Result<session::Session> session = guard_.session(request);
  if (!session) return http::error_response(session.error());
  const auto groups = cards_.groups(session->portal);
  if (!groups) return http::error_response(groups.error(), true);
  json::array out;
  for (const BoundGroup& group : *groups) {
    const Result<visitors::Access> access = guard_.board(request, group.group);
    if (!access) continue;
    const auto open = cards_.board(session->portal, group.group, false);
    if (!open) return http::error_response(open.error(), true);
    out.push_back(json::object{{"id", group.group.value()},
                               {"name", group.name},
                               {"bound", true},
                               {"synced", group.synced},
                               {"open_cards", open->cards.size()}});
  }
  return {
      200, kJson, json::serialize(json::object{{"groups", std::move(out)}}), {{"Cache-Control", "no-store"}}};
}

}  // namespace sd::kanban
