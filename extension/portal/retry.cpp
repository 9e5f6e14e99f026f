#include "extension/portal/retry.h"

#include <algorithm>

namespace sd::portal {

bool ThreadSleeper::sleep(Millis span) {
  std::unique_lock lock(mutex_);
  return !wake_.wait_for(lock, span, [this] { return stopping_; });
}

void ThreadSleeper::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
}

double SeededRandom::next() {
  const std::lock_guard lock(mutex_);
  return std::uniform_real_distribution<double>(0, 1)(engine_);
}

Millis RetryPolicy::pause(int failed, RandomSource& random) const {
  const double whole =
      static_cast<double>(base.count()) * static_cast<double>(1LL << std::clamp(failed - 1, 0, 10));
  const double factor = 1 - jitter + 2 * jitter * random.next();
  return Millis{static_cast<std::int64_t>(whole * factor)};
}

}  // namespace sd::portal
