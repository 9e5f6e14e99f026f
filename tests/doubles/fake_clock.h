// Stands still until told to move. Starts on Monday 2026-01-05 09:00 UTC.
#pragma once

#include <atomic>

#include "extension/core/clock.h"

namespace sd::test {

class FakeClock final : public Clock {
 public:
  TimePoint now() const override { return from_ms(now_ms_.load()); }
  void advance(Millis by) { now_ms_ += by.count(); }
  void set(TimePoint to) { now_ms_ = to_ms(to); }

 private:
  std::atomic<std::int64_t> now_ms_{
      to_ms(std::chrono::sys_days{std::chrono::year{2026} / 1 / 5} + std::chrono::hours{9})};
};

}  // namespace sd::test
