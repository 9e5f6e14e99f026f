// Runs jobs at a later moment, on one thread of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace sd::portal_double {

class Later {
 public:
  Later();
  Later(const Later&) = delete;
  Later& operator=(const Later&) = delete;
  ~Later();  // close()

  // Lets the running job end and forgets the others.
  void close();

  void run_after(std::chrono::milliseconds pause, std::function<void()> job);

 private:
  void work(const std::stop_token& stop);

  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::multimap<std::chrono::steady_clock::time_point, std::function<void()>> jobs_;
  std::jthread thread_;
};

}  // namespace sd::portal_double
