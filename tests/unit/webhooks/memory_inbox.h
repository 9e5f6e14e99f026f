// An inbox in memory whose append can be held up or made to fail.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "webhooks/inbox.h"

namespace sd::webhooks {

class MemoryInbox final : public Inbox {
 public:
  struct Kept {
    NewRow row;
    std::int64_t id = 0;
    TimePoint due_at;
    int attempts = 0;
    std::optional<Settlement::Outcome> outcome;
    std::string reason;
  };

  void hold() { set_held(true); }
  void release() { set_held(false); }
  void fail(std::optional<Error> error) {
    const std::lock_guard lock(mutex_);
    failure_ = std::move(error);
  }
  // Waits until append() stands still in hold().
  void wait_until_held() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_ > 0; });
  }
  std::vector<std::size_t> groups() const {
    const std::lock_guard lock(mutex_);
    return groups_;
  }
  std::vector<Kept> rows() const {
    const std::lock_guard lock(mutex_);
    return rows_;
  }

  Status append(std::span<const NewRow> rows) override {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !held_; });
    --waiting_;
    groups_.push_back(rows.size());
    if (failure_) return *failure_;
    for (const NewRow& row : rows) {
      rows_.push_back({row, static_cast<std::int64_t>(rows_.size()) + 1, row.received_at, 0, {}, {}});
    }
    return Done{};
  }

  Result<std::size_t> append_once(std::span<const NewQueueRow> rows) override {
    const std::lock_guard lock(mutex_);
    if (failure_) return *failure_;
    std::size_t kept = 0;
    for (const NewQueueRow& row : rows) {
      const bool fresh =
          row.number == 0 ||
          taken_.insert({row.row.portal, row.number, row.event, row.message_id, row.changed_at}).second;
      if (!fresh) continue;
      rows_.push_back({row.row, static_cast<std::int64_t>(rows_.size()) + 1, row.row.received_at, 0, {}, {}});
      ++kept;
    }
    return kept;
  }

  Result<std::vector<Waiting>> waiting() override {
    const std::lock_guard lock(mutex_);
    std::map<PortalId, TimePoint> earliest;
    for (const Kept& kept : rows_) {
      if (kept.outcome) continue;
      const auto [at, fresh] = earliest.emplace(kept.row.portal, kept.due_at);
      if (!fresh) at->second = std::min(at->second, kept.due_at);
    }
    std::vector<Waiting> all;
    for (const auto& [portal, due] : earliest) all.push_back({portal, due});
    return all;
  }

  Result<std::vector<std::int64_t>> waiting_objects(PortalId portal, EventKind kind) override {
    const std::lock_guard lock(mutex_);
    std::vector<std::int64_t> objects;
    for (const Kept& kept : rows_) {
      if (!kept.outcome && kept.row.portal == portal && kept.row.kind == kind)
        objects.push_back(kept.row.object_id);
    }
    return objects;
  }

  Result<std::vector<InboxRow>> due(PortalId portal, TimePoint now, std::size_t limit) override {
    const std::lock_guard lock(mutex_);
    std::vector<InboxRow> due;
    for (const Kept& kept : rows_) {
      if (kept.outcome || kept.row.portal != portal || kept.due_at > now || due.size() == limit) continue;
      due.push_back({kept.id, kept.row.kind, kept.row.object_id, kept.row.payload, kept.attempts});
    }
    return due;
  }

  Status settle(PortalId, std::span<const Settlement> settlements, TimePoint) override {
    const std::lock_guard lock(mutex_);
    for (const Settlement& settlement : settlements) {
      Kept& kept = rows_.at(static_cast<std::size_t>(settlement.id - 1));
      kept.attempts = settlement.attempts;
      kept.reason = settlement.reason;
      if (settlement.outcome == Settlement::Outcome::kRetry) {
        kept.due_at = settlement.due_at;
      } else {
        kept.outcome = settlement.outcome;
      }
    }
    return Done{};
  }

  Result<std::int64_t> purge(TimePoint, TimePoint, std::size_t) override { return std::int64_t{0}; }
  Status tidy() override { return Done{}; }
  Result<InboxCounts> counts() override { return InboxCounts{}; }

 private:
  void set_held(bool held) {
    {
      const std::lock_guard lock(mutex_);
      held_ = held;
    }
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool held_ = false;
  int waiting_ = 0;
  std::optional<Error> failure_;
  std::vector<std::size_t> groups_;
  std::vector<Kept> rows_;
  std::set<std::tuple<PortalId, std::int64_t, std::string, std::string, TimePoint>> taken_;
};

}  // namespace sd::webhooks
