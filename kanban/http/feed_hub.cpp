#include "kanban/http/feed_hub.h"

#include <algorithm>
#include <iterator>

namespace sd::kanban {

void FeedHub::wait(PortalId portal, GroupId group, std::int64_t since, TimePoint deadline, Wake wake) {
  std::int64_t revision = 0;
  {
    const std::lock_guard lock(mutex_);
    Board& board = boards_[{portal, group}];
    revision = board.revision;
    if (revision <= since) {
      board.waiters.push_back({since, deadline, std::move(wake)});
      return;
    }
  }
  wake(revision);
}

void FeedHub::changed(PortalId portal, GroupId group, std::int64_t revision) {
  std::vector<Waiter> ready;
  {
    const std::lock_guard lock(mutex_);
    Board& board = boards_[{portal, group}];
    board.revision = std::max(board.revision, revision);
    revision = board.revision;
    ready = taken(board, [revision](const Waiter& waiter) { return waiter.since < revision; });
  }
  for (const Waiter& waiter : ready) waiter.wake(revision);
}

void FeedHub::expire(TimePoint now) {
  wake_where([now](const Waiter& waiter) { return waiter.deadline <= now; });
}

void FeedHub::release_all() {
  wake_where([](const Waiter&) { return true; });
}

std::size_t FeedHub::waiting() const {
  const std::lock_guard lock(mutex_);
  std::size_t count = 0;
  for (const auto& [key, board] : boards_) count += board.waiters.size();
  return count;
}

std::vector<std::pair<PortalId, GroupId>> FeedHub::watched() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<PortalId, GroupId>> out;
  for (const auto& [key, board] : boards_) {
    if (!board.waiters.empty()) out.push_back(key);
  }
  return out;
}

std::vector<FeedHub::Waiter> FeedHub::taken(Board& board, const std::function<bool(const Waiter&)>& ready) {
  const auto split = std::stable_partition(board.waiters.begin(), board.waiters.end(),
                                           [&](const Waiter& waiter) { return !ready(waiter); });
  std::vector<Waiter> out(std::make_move_iterator(split), std::make_move_iterator(board.waiters.end()));
  board.waiters.erase(split, board.waiters.end());
  return out;
}

void FeedHub::wake_where(const std::function<bool(const Waiter&)>& ready) {
  std::vector<std::pair<Waiter, std::int64_t>> woken;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [key, board] : boards_) {
      for (Waiter& waiter : taken(board, ready)) woken.emplace_back(std::move(waiter), board.revision);
    }
  }
  for (const auto& [waiter, revision] : woken) waiter.wake(revision);
}

}  // namespace sd::kanban
