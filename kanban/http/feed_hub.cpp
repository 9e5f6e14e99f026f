#include "kanban/http/feed_hub.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace sd::kanban {

void FeedHub::wait(PortalId portal, std::span<const Shown> boards, TimePoint deadline, Wake wake) {
  const auto call = std::make_shared<Call>();
  call->wake = std::move(wake);
  call->deadline = deadline;
  std::int64_t revision = 0;
  bool news = false;
  {
    const std::lock_guard lock(mutex_);
    for (const Shown& shown : boards) {
      const Board& board = boards_[{portal, shown.group}];
      if (board.revision <= shown.since) continue;
      news = true;
      revision = std::max(revision, board.revision);
    }
    for (const Shown& shown : boards) {
      if (news) break;
      std::vector<Waiter>& waiters = boards_[{portal, shown.group}].waiters;
      // Those whom another of their boards has woken.
      std::erase_if(waiters, [](const Waiter& waiter) { return waiter.call->over.load(); });
      waiters.push_back({shown.since, call});
    }
  }
  if (news) call->run(revision);
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
  for (const Waiter& waiter : ready) waiter.call->run(revision);
}

void FeedHub::expire(TimePoint now) {
  wake_where([now](const Waiter& waiter) { return waiter.call->deadline <= now; });
}

void FeedHub::release_all() {
  wake_where([](const Waiter&) { return true; });
}

std::size_t FeedHub::waiting() const {
  const std::lock_guard lock(mutex_);
  std::set<const Call*> calls;
  for (const auto& [key, board] : boards_) {
    for (const Waiter& waiter : board.waiters) {
      if (!waiter.call->over.load()) calls.insert(waiter.call.get());
    }
  }
  return calls.size();
}

std::vector<std::pair<PortalId, GroupId>> FeedHub::watched() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<PortalId, GroupId>> out;
  for (const auto& [key, board] : boards_) {
    const bool waits = std::any_of(board.waiters.begin(), board.waiters.end(),
                                   [](const Waiter& waiter) { return !waiter.call->over.load(); });
    if (waits) out.push_back(key);
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
  for (const auto& [waiter, revision] : woken) waiter.call->run(revision);
}

}  // namespace sd::kanban
