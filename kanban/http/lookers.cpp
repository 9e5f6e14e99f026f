#include "kanban/http/lookers.h"

namespace sd::kanban {

std::vector<UserId> Lookers::look(PortalId portal, TicketId ticket, UserId person, TimePoint now) {
  const std::lock_guard lock(mutex_);
  cards_[{portal, ticket}][person] = now;
  // A desk has a few dozen cards open: walking over all of them keeps the map small without a timer.
  for (auto card = cards_.begin(); card != cards_.end();) {
    std::erase_if(card->second, [now](const auto& looker) { return now - looker.second > kGoneAfter; });
    card = card->second.empty() ? cards_.erase(card) : std::next(card);
  }
  std::vector<UserId> others;
  for (const auto& [user, at] : cards_[{portal, ticket}]) {
    if (user != person) others.push_back(user);
  }
  return others;
}

}  // namespace sd::kanban
