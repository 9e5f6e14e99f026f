#include "kanban/http/mine_handler.h"

#include <algorithm>

namespace sd::kanban {

http::Response MineHandler::mine(const http::Request& request) {
  const Result<session::Session> session = guard_.session(request);
  if (!session) return http::error_response(session.error());
  const auto groups = groups_seen(*session, cards_, people_);
  if (!groups) return http::error_response(groups.error());
  std::vector<Card> mine;
  for (const BoundGroup& group : *groups) {
    Result<BoardSnapshot> board = cards_.board(session->portal, group.group, false);
    if (!board) return http::error_response(board.error());
    for (Card& card : board->cards) {
      if (card.assignee == session->user) mine.push_back(std::move(card));
    }
  }
  std::sort(mine.begin(), mine.end(), [](const Card& left, const Card& right) {
    return std::pair(left.last_update_at, left.ticket) < std::pair(right.last_update_at, right.ticket);
  });
  const Result<std::string> lines = lines_json(session->portal, mine, cards_, people_);
  if (!lines) return http::error_response(lines.error());
  return {
      200,
      "application/json; charset=utf-8",
      R"({"now_ms":)" + std::to_string(to_ms(portal_.now(session->portal))) + R"(,"cards":)" + *lines + "}",
      {{"Cache-Control", "no-store"}}};
}

}  // namespace sd::kanban
