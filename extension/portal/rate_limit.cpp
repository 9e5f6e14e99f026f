#include "extension/portal/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace sd::portal {

LeakyBucket::LeakyBucket(LimitsProfile profile) {
  if (profile == LimitsProfile::kOff) return;
  const bool enterprise = profile == LimitsProfile::kEnterprise;
  drain_per_ms_ = (enterprise ? 5.0 : 2.0) / 1000;
  capacity_ = enterprise ? 250 : 50;
}

double LeakyBucket::level(TimePoint now) const {
  const auto passed = static_cast<double>(std::max<std::int64_t>(0, (now - at_).count()));
  return std::max(0.0, level_ - passed * drain_per_ms_);
}

Millis LeakyBucket::wait(TimePoint now, double share) const {
  if (capacity_ == 0) return Millis{0};
  const double excess = level(now) + 1 - capacity_ * share;
  if (excess <= 1e-9) return Millis{0};
  return Millis{static_cast<std::int64_t>(std::ceil(excess / drain_per_ms_))};
}

void LeakyBucket::take(TimePoint now) {
  level_ = level(now) + 1;
  at_ = now;
}

void LeakyBucket::fill(TimePoint now) {
  level_ = std::max(level(now), capacity_);
  at_ = now;
}

int LeakyBucket::per_minute() const { return static_cast<int>(std::lround(drain_per_ms_ * 60'000)); }

void MinuteCount::add(TimePoint now) {
  const std::int64_t second = to_ms(now) / 1'000;
  const std::size_t place = static_cast<std::size_t>(second % 60);
  if (second_[place] != second) count_[place] = 0;
  second_[place] = second;
  ++count_[place];
}

int MinuteCount::at(TimePoint now) const {
  const std::int64_t second = to_ms(now) / 1'000;
  int sum = 0;
  for (std::size_t place = 0; place < count_.size(); ++place) {
    if (second - second_[place] < 60) sum += count_[place];
  }
  return sum;
}

void OperatingBudget::note(const std::string& method, double seconds, TimePoint reset_at) {
  if (seconds >= kPauseAboveSeconds) {
    paused_until_[method] = reset_at;
  } else {
    paused_until_.erase(method);
  }
}

Millis OperatingBudget::wait(const std::string& method, TimePoint now) const {
  const auto found = paused_until_.find(method);
  if (found == paused_until_.end() || found->second <= now) return Millis{0};
  return found->second - now;
}

}  // namespace sd::portal
