#include "kanban/http/card_handlers.h"

#include "kanban/http/board_json.h"
#include "kanban/http/card_commands.h"

namespace sd::kanban {

http::Response CardHandlers::move(const http::Request& request) {
  Result<MoveCardCommand> command = decode_move(request);
  if (!command) return http::error_response(command.error());
  const Result<visitors::Access> access = guard_.board(request, command->group);
  if (!access) return http::error_response(access.error());
  command->actor = {access->session.portal, access->session.user};
  const PortalId portal = access->session.portal;
  const Result<Card> moved = use_cases_.move.run(*command);
  if (!moved && moved.error().code == "card.stale") {
    Error stale = moved.error();
    stale.detail = last_hand(portal, command->ticket);
    return http::error_response(stale, true);
  }
  return answer(portal, moved);
}

http::Response CardHandlers::fields(const http::Request& request) {
  Result<WriteFieldsCommand> command = decode_fields(request);
  if (!command) return http::error_response(command.error());
  const Result<visitors::Access> access = guard_.board(request, command->group);
  if (!access) return http::error_response(access.error());
  command->actor = {access->session.portal, access->session.user};
  return answer(access->session.portal, use_cases_.fields.run(*command));
}

http::Response CardHandlers::override_class(const http::Request& request) {
  Result<OverrideClassCommand> command = decode_override(request);
  if (!command) return http::error_response(command.error());
  const Result<visitors::Access> access = guard_.board(request, command->group);
  if (!access) return http::error_response(access.error());
  if (!visitors::may_override_class(access->standing)) {
    return http::error_response({ErrorKind::kPermissionDenied, "card.manager_only", {}});
  }
  command->actor = {access->session.portal, access->session.user};
  return answer(access->session.portal, use_cases_.override_class.run(*command));
}

http::Response CardHandlers::agreement(const http::Request& request) {
  Result<AgreeEstimateCommand> command = decode_agreement(request);
  if (!command) return http::error_response(command.error());
  const Result<visitors::Access> access = guard_.board(request, command->group);
  if (!access) return http::error_response(access.error());
  command->actor = {access->session.portal, access->session.user};
  command->side = visitors::may_agree_for_client(access->standing) ? Side::kManager : Side::kStaff;
  return answer(access->session.portal, use_cases_.agree.run(*command));
}

std::string CardHandlers::last_hand(PortalId portal, TicketId ticket) {
  const auto rows = cards_.journal(portal, ticket);
  if (!rows || rows->empty() || rows->back().actor.value() == 0) return {};
  const Result<BoardNames> names = reader_.people(portal, {rows->back().actor});
  return names && !names->users.empty() ? names->users.begin()->second.name : std::string{};
}

http::Response CardHandlers::answer(PortalId portal, const Result<Card>& card) {
  // Only staff of the group comes this far: the portal's own reason may be shown.
  if (!card) return http::error_response(card.error(), true);
  const Result<BoardNames> names = reader_.names(portal, std::span(&*card, 1));
  if (!names) return http::error_response(names.error(), true);
  return {200,
          "application/json; charset=utf-8",
          card_json(portal_.now(portal), *card, card->revision, *names),
          {}};
}

}  // namespace sd::kanban
