#include "tests/portal/app/later.h"

namespace sd::portal_double {

Later::Later() : thread_([this](const std::stop_token& stop) { work(stop); }) {}

Later::~Later() { close(); }

void Later::close() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

void Later::run_after(std::chrono::milliseconds pause, std::function<void()> job) {
  const std::lock_guard guard(mutex_);
  jobs_.emplace(std::chrono::steady_clock::now() + pause, std::move(job));
  wake_.notify_all();
}

void Later::work(const std::stop_token& stop) {
  std::unique_lock guard(mutex_);
  while (!stop.stop_requested()) {
    if (jobs_.empty()) {
      wake_.wait(guard, stop, [this] { return !jobs_.empty(); });
      continue;
    }
    const auto due = jobs_.begin()->first;
    if (std::chrono::steady_clock::now() < due) {
      wake_.wait_until(guard, stop, due, [this, due] { return jobs_.begin()->first < due; });
      continue;
    }
    const std::function<void()> job = std::move(jobs_.begin()->second);
    jobs_.erase(jobs_.begin());
    guard.unlock();
    job();
    guard.lock();
  }
}

}  // namespace sd::portal_double
