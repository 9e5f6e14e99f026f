// The only place that reads the machine's clock. Rules and use cases get `now` as an argument or a
// Clock by reference; tests pass a FakeClock.
#pragma once

#include "extension/core/time.h"

namespace sd {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimePoint now() const = 0;
};

class SystemClock final : public Clock {
 public:
  TimePoint now() const override {
    return std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now());
  }
};

}  // namespace sd
