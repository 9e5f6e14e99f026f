// Runs jobs again and again in the background, each on a thread of its own so that a slow one delays no
// other.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

namespace sd::app {

class Scheduler {
 public:
  Scheduler() = default;
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  ~Scheduler() { stop(); }

  // Runs `job` at once, then `interval` after each end, and sooner when wake(name) was called. The job must
  // not throw. Returns at once.
  void every(const std::string& name, std::chrono::milliseconds interval, std::function<void()> job);

  // Runs the job of that name as soon as it is not running. Cheap; callable from any thread.
  void wake(const std::string& name);

  // Waits for running jobs and starts no more.
  void stop();

 private:
  struct Job {
    std::string name;
    std::chrono::milliseconds interval;
    std::function<void()> run;
    bool woken = true;  // the first run is at once
    std::jthread thread;
  };
  void loop(Job& job);

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::list<Job> jobs_;  // stable addresses: each thread holds its own
};

}  // namespace sd::app
