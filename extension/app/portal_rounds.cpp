#include "extension/app/portal_rounds.h"

#include <algorithm>
#include <utility>

namespace sd::app {

PortalRounds::PortalRounds(Ports ports, const Clock& clock)
    : ports_(std::move(ports)), clock_(clock), plan_(ports_.ready_at, ports_.jitter) {}

void PortalRounds::add(Work work) {
  const std::lock_guard lock(mutex_);
  plan_.add(work.every);
  works_.push_back(std::move(work));
}

void PortalRounds::start() {
  const std::lock_guard lock(mutex_);
  if (started_ || stop_.stop_requested()) return;
  started_ = true;
  threads_.emplace_back([this] { serve(); });
}

void PortalRounds::wake(const std::string& name, std::optional<PortalId> portal) {
  {
    const std::lock_guard lock(mutex_);
    for (std::size_t work = 0; work < works_.size(); ++work) {
      if (works_[work].name != name) continue;
      if (!plan_.wake(work, portal.value_or(PortalId{0}), clock_.now()) && portal) look_at_.reset();
    }
    ++changes_;
  }
  changed_.notify_one();
}

void PortalRounds::recovered(PortalId portal) {
  {
    const std::lock_guard lock(mutex_);
    plan_.recovered(portal, clock_.now());
    ++changes_;
  }
  changed_.notify_one();
}

void PortalRounds::stop() {
  std::list<std::thread> threads;
  {
    const std::lock_guard lock(mutex_);
    stop_.request_stop();
    threads = std::exchange(threads_, {});
  }
  changed_.notify_all();
  for (std::thread& thread : threads) thread.join();
}

// Every thread is alike: it takes a turn or waits for one. One thread always waits, so a turn that comes due
// never waits for another to end.
void PortalRounds::serve() {
  std::unique_lock lock(mutex_);
  while (!stop_.stop_requested()) {
    const TimePoint now = clock_.now();
    if (!looking_ && (!look_at_ || *look_at_ <= now)) look_at_portals(lock, now);
    if (stop_.stop_requested()) return;
    if (const std::optional<RoundPlan::Turn> turn = plan_.take(now)) {
      if (idle_ == 0 && threads_.size() < kMostThreads) threads_.emplace_back([this] { serve(); });
      run(lock, *turn);
      continue;
    }
    const std::uint64_t seen = changes_;
    const std::optional<TimePoint> next = plan_.next();
    const TimePoint look = look_at_.value_or(now + kLookEvery);
    const Millis wait = std::max(std::min(next.value_or(look), look) - now, Millis{1});
    ++idle_;
    changed_.wait_for(lock, wait, [&] { return stop_.stop_requested() || changes_ != seen; });
    --idle_;
  }
}

void PortalRounds::look_at_portals(std::unique_lock<std::mutex>& lock, TimePoint now) {
  looking_ = true;
  look_at_ = now + kLookEvery;
  lock.unlock();
  const Result<std::vector<PortalId>> portals = ports_.portals();
  lock.lock();
  looking_ = false;
  // A database that does not answer is asked again soon; until then the known portals are served.
  if (portals) plan_.serve(*portals, now);
}

void PortalRounds::run(std::unique_lock<std::mutex>& lock, const RoundPlan::Turn& turn) {
  const Work& work = works_[turn.work];
  lock.unlock();
  const Status outcome = work.run(turn.portal, stop_.get_token());
  ports_.ended(work.name, turn.portal, outcome);
  lock.lock();
  plan_.end(turn, outcome.has_value(), clock_.now());
  ++changes_;
  changed_.notify_one();
}

}  // namespace sd::app
