// Runs the drain in the background: within milliseconds of a commit, and when a retry comes due. Portals are
// worked in side by side, each on a thread of its own while one more waits for the next: those that hang
// delay no other.
#pragma once

#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <set>
#include <string_view>
#include <thread>

#include "extension/core/clock.h"
#include "webhooks/drain_inbox.h"

namespace sd::webhooks {

class DrainLoop {
 public:
  using Log = std::function<void(std::string_view line)>;
  struct Options {
    // Hanging ones are soon known to be ill and paused, so that few hang at once.
    std::size_t most_threads = 32;
    Millis gather{10};      // between two passes of one portal, and two looks: what comes meanwhile is joined
    Millis idle{1'000};     // without a wake-up it looks this often
    Millis tidy{250};       // between two shortenings of the inbox's log
    Millis purge{600'000};  // between two deletions of old rows
    // Whether this process works the portal's rows in; empty: it is the only one. May ask a database.
    std::function<bool(PortalId portal)> mine;
  };

  // All references must outlive this object. Starts at once: what an earlier process left is taken up.
  DrainLoop(Inbox& inbox, DrainInbox& drain, const Clock& clock, Log log, Options options);
  DrainLoop(const DrainLoop&) = delete;
  DrainLoop& operator=(const DrainLoop&) = delete;
  ~DrainLoop();  // stop()

  // Something was committed. Cheap; from any thread.
  void wake();
  // Ends the passes that run and starts no more.
  void stop();

 private:
  void work();
  void leave_one_waiting();
  std::optional<PortalId> choose(TimePoint now, std::optional<TimePoint>& later);
  void pass(PortalId portal);
  void keep_house();

  Inbox& inbox_;
  DrainInbox& drain_;
  const Clock& clock_;
  const Log log_;
  const Options options_;

  std::mutex choose_mutex_;  // taken before mutex_
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  bool called_ = false;  // something was committed since the last look
  TimePoint looked_at_;
  std::set<PortalId> busy_;
  std::optional<TimePoint> tidied_at_, purged_at_;
  std::size_t idle_ = 0;  // threads that wait for something to do
  std::list<std::thread> threads_;
};

}  // namespace sd::webhooks
