// When a failed exchange is repeated and how waiting is done.
#pragma once

#include <condition_variable>
#include <mutex>
#include <random>

#include "extension/core/clock.h"
#include "extension/core/time.h"

namespace sd::portal {

// Port: lets time pass. Tests move their clock instead.
class Sleeper {
 public:
  virtual ~Sleeper() = default;
  // Returns false when the service is stopping: the caller gives up.
  virtual bool sleep(Millis span) = 0;
};

// Port: a number in [0, 1).
class RandomSource {
 public:
  virtual ~RandomSource() = default;
  virtual double next() = 0;
};

class ThreadSleeper final : public Sleeper {
 public:
  bool sleep(Millis span) override;
  // Wakes everyone who sleeps; nobody sleeps from now on.
  void stop();

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
};

class SeededRandom final : public RandomSource {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  double next() override;

 private:
  std::mutex mutex_;
  std::mt19937_64 engine_;
};

// What holds for calls of people and for background work.
struct RetryPolicy {
  int attempts = 3;
  Millis base{1000};
  double jitter = 0.1;              // plus or minus this share
  Millis interactive_wait{10'000};  // longest pause for a limit before the call fails with "portal.limit"
  Millis background_wait{60'000};
  Millis interactive_deadline{30'000};  // of one exchange
  Millis ill_deadline{8'000};           // the same while the portal is known to be ill
  Millis background_deadline{65'000};   // the portal itself ends a call after 60 s

  // The pause after the `failed`-th failure, 1-based: base, 2 base, 4 base, ...
  Millis pause(int failed, RandomSource& random) const;
};

}  // namespace sd::portal
