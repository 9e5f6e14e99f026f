#include "kanban/inner_notes.h"

#include "kanban/rules/dictionary.h"

namespace sd::kanban {

Result<Card> WriteNote::run(PortalId portal, GroupId group, TicketId ticket, const InnerNote& note) {
  const InnerNote kept{note.at, note.author, trimmed(note.text)};
  if (kept.text.empty()) return Error{ErrorKind::kInvalidArgument, "comment.empty", {}};
  if (kept.text.size() > kMaxNote) return Error{ErrorKind::kInvalidArgument, "comment.too_long", {}};
  Result<std::optional<Card>> found = cards_.find(portal, ticket);
  if (!found) return found.error();
  if (!*found || (*found)->group != group) return Error{ErrorKind::kNotFound, "card.not_found", {}};
  if (const Status added = notes_.add(portal, ticket, kept); !added) return added.error();
  return std::move(**found);
}

}  // namespace sd::kanban
