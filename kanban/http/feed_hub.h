// Who waits for which board to change. A page asks for changes after the revision it shows; the answer is
// kept open until there are some, or until the waiting time is over. No thread waits.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/time.h"
#include "kanban/board_revisions.h"

namespace sd::kanban {

class FeedHub final : public BoardRevisions {
 public:
  // Called once, outside the hub's lock, on the thread that made the change: must return at once. `revision`
  // is the board's newest one known to the hub (0: none yet).
  using Wake = std::function<void(std::int64_t revision)>;

  // A board and the revision of it that a page shows.
  struct Shown {
    GroupId group;
    std::int64_t since = 0;
  };

  // Calls `wake`, once, at once when the hub knows a revision above what is shown of one of these boards (at
  // least one); otherwise at the next changed() above it, or at the first expire() at or after `deadline`.
  void wait(PortalId portal, std::span<const Shown> boards, TimePoint deadline, Wake wake);
  void wait(PortalId portal, GroupId group, std::int64_t since, TimePoint deadline, Wake wake) {
    const Shown board{group, since};
    wait(portal, std::span(&board, 1), deadline, std::move(wake));
  }

  // The group's board has reached `revision`. Called after the commit.
  void changed(PortalId portal, GroupId group, std::int64_t revision) override;

  // Wakes everybody whose deadline has passed.
  void expire(TimePoint now);

  // Wakes everybody; used when the service stops.
  void release_all();

  std::size_t waiting() const;
  // The boards somebody waits for.
  std::vector<std::pair<PortalId, GroupId>> watched() const;

 private:
  // Who waits for several boards waits in each of their lists.
  struct Call {
    Wake wake;
    TimePoint deadline;
    std::atomic<bool> over{false};

    void run(std::int64_t revision) {
      if (!over.exchange(true)) wake(revision);
    }
  };
  struct Waiter {
    std::int64_t since;
    std::shared_ptr<Call> call;
  };
  struct Board {
    std::int64_t revision = 0;
    std::vector<Waiter> waiters;
  };
  // Takes out of `board` the waiters for which `ready` holds.
  static std::vector<Waiter> taken(Board& board, const std::function<bool(const Waiter&)>& ready);
  void wake_where(const std::function<bool(const Waiter&)>& ready);

  mutable std::mutex mutex_;
  std::map<std::pair<PortalId, GroupId>, Board> boards_;
};

}  // namespace sd::kanban
