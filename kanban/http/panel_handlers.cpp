#include "kanban/http/panel_handlers.h"

#include <boost/json.hpp>

#include "kanban/http/body.h"
#include "kanban/http/card_commands.h"
#include "kanban/http/panel_json.h"

namespace sd::kanban {
namespace {

namespace json = boost::json;

http::Response sent(std::string text) {
  return {200, "application/json; charset=utf-8", std::move(text), {{"Cache-Control", "no-store"}}};
}

}  // namespace

http::Response PanelHandlers::details(const http::Request& request) {
  const Result<TicketId> ticket = ticket_of(request);
  if (!ticket) return http::error_response(ticket.error());
  const Result<std::int64_t> group = visitors::query_number(request, "group");
  if (!group) return http::error_response(group.error());
  const Result<visitors::Access> access = guard_.board(request, GroupId{*group});
  if (!access) return http::error_response(access.error());
  const PortalId portal = access->session.portal;
  const Result<CardDetails> details =
      use_cases_.read.run({portal, access->session.user}, GroupId{*group}, *ticket);
  if (!details) return http::error_response(details.error(), true);
  const Result<BoardNames> names = reader_.people(portal, users_of(*details));
  if (!names) return http::error_response(names.error(), true);
  return sent(details_json(portal_.now(portal), *details, *names));
}

http::Response PanelHandlers::comment(const http::Request& request) {
  Result<CommentCommand> command = decode_comment(request);
  if (!command) return http::error_response(command.error());
  const Result<visitors::Access> access = guard_.board(request, command->group);
  if (!access) return http::error_response(access.error());
  command->actor = {access->session.portal, access->session.user};
  return answer(access->session.portal, use_cases_.answer_client.comment(*command));
}

http::Response PanelHandlers::note(const http::Request& request) {
  const Result<CommentCommand> said = decode_comment(request);
  if (!said) return http::error_response(said.error());
  const Result<visitors::Access> access = guard_.board(request, said->group);
  if (!access) return http::error_response(access.error());
  const PortalId portal = access->session.portal;
  return answer(portal, use_cases_.note.run(portal, said->group, said->ticket,
                                            {clock_.now(), access->session.user, said->text}));
}

http::Response PanelHandlers::labour(const http::Request& request) {
  Result<BookLabourCommand> command = decode_labour(request);
  if (!command) return http::error_response(command.error());
  const Result<visitors::Access> access = guard_.board(request, command->group);
  if (!access) return http::error_response(access.error());
  command->actor = {access->session.portal, access->session.user};
  return answer(access->session.portal, use_cases_.answer_client.book(*command));
}

http::Response PanelHandlers::follow_up(const http::Request& request) {
  Result<RemindOfStopperCommand> command = decode_follow_up(request);
  if (!command) return http::error_response(command.error());
  const Result<visitors::Access> access = guard_.board(request, command->group);
  if (!access) return http::error_response(access.error());
  command->actor = {access->session.portal, access->session.user};
  return answer(access->session.portal, use_cases_.remind.run(*command));
}

http::Response PanelHandlers::create(const http::Request& request) {
  Result<CreateTicketCommand> command = decode_create(request);
  if (!command) return http::error_response(command.error());
  const Result<visitors::Access> access = guard_.board(request, command->group);
  if (!access) return http::error_response(access.error());
  command->actor = {access->session.portal, access->session.user};
  return answer(access->session.portal, use_cases_.create.run(*command));
}

http::Response PanelHandlers::looking(const http::Request& request) {
  const Result<Addressed> to = addressed(request);
  if (!to) return http::error_response(to.error());
  const Result<visitors::Access> access = guard_.board(request, to->group);
  if (!access) return http::error_response(access.error());
  const PortalId portal = access->session.portal;
  const std::vector<UserId> others = lookers_.look(portal, to->ticket, access->session.user, clock_.now());
  const Result<BoardNames> names = reader_.people(portal, others);
  if (!names) return http::error_response(names.error(), true);
  json::array out;
  for (const auto& [id, user] : names->users) out.emplace_back(user.name);
  return sent(json::serialize(json::object{{"others", std::move(out)}}));
}

http::Response PanelHandlers::answer(PortalId portal, const Result<Card>& card) {
  // Only staff of the group comes this far: the portal's own reason may be shown.
  if (!card) return http::error_response(card.error(), true);
  const Result<BoardNames> names = reader_.names(portal, std::span(&*card, 1));
  if (!names) return http::error_response(names.error(), true);
  return sent(card_json(portal_.now(portal), *card, card->revision, *names));
}

}  // namespace sd::kanban
