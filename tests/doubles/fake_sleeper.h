// Sleeps by moving the test's clock; nobody waits.
#pragma once

#include <mutex>
#include <vector>

#include "extension/portal/retry.h"
#include "tests/doubles/fake_clock.h"

namespace sd::test {

class FakeSleeper final : public portal::Sleeper {
 public:
  explicit FakeSleeper(FakeClock& clock) : clock_(clock) {}

  bool sleep(Millis span) override {
    const std::lock_guard lock(mutex_);
    if (stopping) return false;
    spans_.push_back(span);
    clock_.advance(span);
    return true;
  }
  std::vector<Millis> spans() const {
    const std::lock_guard lock(mutex_);
    return spans_;
  }

  bool stopping = false;

 private:
  FakeClock& clock_;
  mutable std::mutex mutex_;
  std::vector<Millis> spans_;
};

}  // namespace sd::test
