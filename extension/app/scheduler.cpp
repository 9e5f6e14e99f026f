#include "extension/app/scheduler.h"

#include <utility>

namespace sd::app {

void Scheduler::every(const std::string& name, std::chrono::milliseconds interval,
                      std::function<void()> job) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return;
  Job& added = jobs_.emplace_back();
  added.name = name;
  added.interval = interval;
  added.run = std::move(job);
  added.thread = std::jthread([this, &added] { loop(added); });
}

void Scheduler::wake(const std::string& name) {
  {
    const std::lock_guard lock(mutex_);
    for (Job& job : jobs_) {
      if (job.name == name) job.woken = true;
    }
  }
  changed_.notify_all();
}

void Scheduler::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (Job& job : jobs_) {
    if (job.thread.joinable()) job.thread.join();
  }
}

void Scheduler::loop(Job& job) {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    changed_.wait_for(lock, job.interval, [&] { return stopping_ || job.woken; });
    if (stopping_) return;
    job.woken = false;
    lock.unlock();
    job.run();
    lock.lock();
  }
}

}  // namespace sd::app
