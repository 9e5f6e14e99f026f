// Does each portal's periodic work (round_plan.h) on threads of its own: a portal that is slow or ill delays
// no other, and one work of a portal does not delay another.
#pragma once

#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "extension/app/round_plan.h"
#include "extension/core/clock.h"
#include "extension/core/result.h"

namespace sd::app {

class PortalRounds {
 public:
  struct Work {
    std::string name;  // in the log, and for wake()
    Millis every;
    // Runs once for one portal. Long work looks at `stop` now and then. Must not throw.
    std::function<Status(PortalId portal, std::stop_token stop)> run;
  };
  struct Ports {
    std::function<Result<std::vector<PortalId>>()> portals;  // those to serve; asked every kLookEvery
    RoundPlan::ReadyAt ready_at;
    std::function<double()> jitter;
    // After every turn, on the thread that ran it.
    std::function<void(const std::string& work, PortalId portal, const Status& outcome)> ended;
  };

  PortalRounds(Ports ports, const Clock& clock);
  PortalRounds(const PortalRounds&) = delete;
  PortalRounds& operator=(const PortalRounds&) = delete;
  ~PortalRounds() { stop(); }

  // Before start().
  void add(Work work);
  void start();

  // As soon as it can be: cheap, from any thread. Without `portal` in every portal. A turn that has failed
  // waits for its pause all the same; an unknown name does nothing. A portal that is not served yet is looked
  // for at once, and all its work runs then.
  void wake(const std::string& name, std::optional<PortalId> portal = std::nullopt);
  // The portal answers again: what has failed there runs at once.
  void recovered(PortalId portal);

  // Tells running turns to stop, waits for them, and starts no more.
  void stop();

  static constexpr Millis kLookEvery{10'000};
  static constexpr std::size_t kMostThreads = 32;

 private:
  void serve();
  void look_at_portals(std::unique_lock<std::mutex>& lock, TimePoint now);
  void run(std::unique_lock<std::mutex>& lock, const RoundPlan::Turn& turn);

  const Ports ports_;
  const Clock& clock_;
  std::vector<Work> works_;

  std::mutex mutex_;
  std::condition_variable changed_;
  RoundPlan plan_;
  std::optional<TimePoint> look_at_;  // absent: at once
  bool looking_ = false;
  bool started_ = false;
  std::uint64_t changes_ = 0;
  std::size_t idle_ = 0;
  std::stop_source stop_;
  std::list<std::thread> threads_;
};

}  // namespace sd::app
