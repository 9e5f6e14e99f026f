#include "webhooks/drain_loop.h"

#include <algorithm>
#include <string>
#include <utility>

namespace sd::webhooks {

DrainLoop::DrainLoop(Inbox& inbox, DrainInbox& drain, const Clock& clock, Log log, Options options)
    : inbox_(inbox), drain_(drain), clock_(clock), log_(std::move(log)), options_(options) {
  const std::lock_guard<std::mutex> lock(mutex_);
  threads_.emplace_back([this] { work(); });
}

DrainLoop::~DrainLoop() { stop(); }

void DrainLoop::wake() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (called_) return;  // somebody is on his way and has not looked yet
    called_ = true;
  }
  changed_.notify_one();
}

void DrainLoop::stop() {
  std::list<std::thread> threads;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    threads = std::exchange(threads_, {});
  }
  changed_.notify_all();
  for (std::thread& thread : threads) thread.join();
}

void DrainLoop::leave_one_waiting() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (stopping_ || idle_ > 0 || threads_.size() >= options_.most_threads) return;
  threads_.emplace_back([this] { work(); });
}

void DrainLoop::work() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!stopping_) {
    called_ = false;
    const TimePoint now = clock_.now();
    looked_at_ = now;
    lock.unlock();
    keep_house();
    std::optional<TimePoint> later;
    const std::optional<PortalId> portal = choose(now, later);
    if (portal) {
      leave_one_waiting();
      pass(*portal);
    }
    lock.lock();
    if (portal) {
      // The portal stays busy while more gathers.
      changed_.wait_for(lock, options_.gather, [this] { return stopping_; });
      busy_.erase(*portal);
      called_ = true;
      changed_.notify_one();
    } else {
      const Millis until = later ? std::clamp(*later - now, Millis{1}, options_.idle) : options_.idle;
      ++idle_;
      changed_.wait_for(lock, until, [&] { return stopping_ || called_; });
      --idle_;
      // Under a stream of commits one look every now and then is enough: each costs the committing thread's
      // time.
      const Millis since = std::max(clock_.now() - looked_at_, Millis{0});
      if (since < options_.gather)
        changed_.wait_for(lock, options_.gather - since, [this] { return stopping_; });
    }
  }
}

// The portal to work in now, marked busy; else when the next one is ready. The database is asked without
// mutex_ held, because wake() takes it on the path of every event.
std::optional<PortalId> DrainLoop::choose(TimePoint now, std::optional<TimePoint>& later) {
  const std::lock_guard<std::mutex> one_chooser(choose_mutex_);
  Result<std::vector<Waiting>> waiting = inbox_.waiting();
  if (!waiting) return std::nullopt;
  if (options_.mine)
    std::erase_if(*waiting, [this](const Waiting& each) { return !options_.mine(each.portal); });
  const std::lock_guard<std::mutex> lock(mutex_);
  std::optional<Waiting> best;
  for (const Waiting& each : *waiting) {
    if (busy_.contains(each.portal)) continue;
    const TimePoint ready = drain_.ready_at(each);
    if (!best || ready < best->earliest) best = Waiting{each.portal, ready};
  }
  if (!best) return std::nullopt;
  if (best->earliest > now) {
    later = best->earliest;
    return std::nullopt;
  }
  busy_.insert(best->portal);
  return best->portal;
}

void DrainLoop::pass(PortalId portal) {
  const Result<DrainInbox::Pass> pass = drain_.run(portal, clock_.now());
  if (!log_) return;
  const std::string whose = "drain of portal " + std::to_string(portal.value()) + ": ";
  if (!pass) return log_(whose + pass.error().code);
  if (pass->error.empty()) return;
  log_(whose + std::to_string(pass->retried) + " to be tried again, " + std::to_string(pass->set_aside) +
       " set aside, last reason " + pass->error);
}

void DrainLoop::keep_house() {
  const TimePoint now = clock_.now();
  bool tidy = false, purge = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    tidy = !tidied_at_ || now - *tidied_at_ >= options_.tidy;
    purge = !purged_at_ || now - *purged_at_ >= options_.purge;
    if (tidy) tidied_at_ = now;
    if (purge) purged_at_ = now;
  }
  if (purge) {
    if (const Result<std::int64_t> purged = drain_.purge(now); !purged && log_) {
      log_("deleting old inbox rows: " + purged.error().code);
    }
  }
  if (tidy) {
    if (const Status tidied = inbox_.tidy(); !tidied && log_)
      log_("tidying the inbox: " + tidied.error().code);
  }
}

}  // namespace sd::webhooks
