#include "kanban/answer_client.h"

#include "kanban/on_behalf.h"
#include "kanban/rules/dictionary.h"
#include "kanban/rules/estimate.h"

namespace sd::kanban {
namespace {

constexpr std::int64_t kLongestDay = 24 * 60;  // minutes

}  // namespace

Result<Card> AnswerClient::comment(const CommentCommand& command) {
  const std::string text = trimmed(command.text);
  if (text.empty()) return Error{ErrorKind::kInvalidArgument, "comment.empty", {}};
  // Of an outsider the caller has counted his own words: before them stands who he is.
  const std::size_t most = is_outsider(command.outsider) ? 2 * kMaxComment : kMaxComment;
  if (text.size() > most) return Error{ErrorKind::kInvalidArgument, "comment.too_long", {}};
  const Result<Card> card = find(command.actor.portal, command.group, command.ticket);
  if (!card) return card.error();
  Result<TicketRead> answer =
      talk_.comment(command.actor, command.ticket, text, card->comments, command.author);
  if (!answer) return answer.error();
  if (is_outsider(command.outsider)) {
    attribute_last(*answer, HistoryField::kComment, command.outsider);
  }
  return sync_.take_answer(command.actor.portal, *answer);
}

Result<Card> AnswerClient::book(const BookLabourCommand& command) {
  const Result<Minutes> minutes = parse_estimate(command.spent);
  if (!minutes) return minutes.error();
  if (!*minutes || **minutes == 0) return Error{ErrorKind::kInvalidArgument, "labour.empty", {}};
  if (**minutes > kLongestDay) return Error{ErrorKind::kInvalidArgument, "labour.too_long", {}};
  const std::string note = trimmed(command.note);
  if (note.size() > kMaxNote) return Error{ErrorKind::kInvalidArgument, "fields.too_long", {}};
  const Result<Card> card = find(command.actor.portal, command.group, command.ticket);
  if (!card) return card.error();
  const Result<TicketRead> answer =
      talk_.book(command.actor, command.ticket, **minutes * 60, card->spent_minutes * 60, note, command.day);
  if (!answer) return answer.error();
  return sync_.take_answer(command.actor.portal, *answer);
}

Result<Card> AnswerClient::find(PortalId portal, GroupId group, TicketId ticket) {
  Result<std::optional<Card>> found = cards_.find(portal, ticket);
  if (!found) return found.error();
  if (!*found || (*found)->group != group) return Error{ErrorKind::kNotFound, "card.not_found", {}};
  return **found;
}

}  // namespace sd::kanban
