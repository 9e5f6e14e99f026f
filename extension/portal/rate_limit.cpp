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

double LeakyBucket::used(TimePoint now, double share) const {
  return capacity_ == 0 ? 0.0 : std::min(1.0, level(now) / (capacity_ * share));
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

// Between two answers with the same reset nothing was given back: the difference is what a call has cost. It
// rises at once and falls slowly.
void OperatingBudget::learn_cost(Method& method, double seconds, TimePoint reset_at) {
  constexpr Millis kSameReset{2'000};  // both clocks are measured, and the portal tells whole seconds
  const double cost = seconds - method.told;
  const bool same = reset_at - method.told_reset < kSameReset && method.told_reset - reset_at < kSameReset;
  if (same && cost > 0) method.cost = std::max(cost, method.cost + (cost - method.cost) / 10);
  method.told = seconds;
  method.told_reset = reset_at;
}

void OperatingBudget::note(const std::string& name, double seconds, TimePoint reset_at, TimePoint now) {
  constexpr Millis kWindow{600'000};
  Method& method = methods_[name];
  learn_cost(method, seconds, reset_at);
  std::deque<Minute>& minutes = method.minutes;
  while (!minutes.empty() && minutes.front().until <= now) minutes.pop_front();
  double more = seconds;
  for (const Minute& minute : minutes) more -= minute.seconds;
  const std::int64_t number = to_ms(now) / 60'000;
  if (more > 0) {
    if (minutes.empty()) {
      minutes.push_back({number, reset_at, 0});
    } else if (minutes.back().number != number) {
      minutes.push_back({number, now + kWindow, 0});
    }
    minutes.back().seconds += more;
  }
  while (more < 0 && !minutes.empty()) {  // given back earlier than we thought
    Minute& oldest = minutes.front();
    const double less = std::min(oldest.seconds, -more);
    oldest.seconds -= less;
    more += less;
    if (oldest.seconds > 0) break;
    minutes.pop_front();
  }
  if (!minutes.empty()) minutes.front().until = reset_at;
}

Millis OperatingBudget::wait(const std::string& name, int calls, TimePoint now) const {
  const auto found = methods_.find(name);
  if (found == methods_.end()) return Millis{0};
  const Method& method = found->second;
  double used = 0;
  for (const Minute& minute : method.minutes) used += minute.until > now ? minute.seconds : 0;
  const auto fits = [&](int all) { return used < kLineSeconds && used + all * method.cost <= kLineSeconds; };
  if (fits(calls + method.under_way) || (used <= 0 && method.under_way == 0)) return Millis{0};
  Millis wait = kStandBack;
  for (const Minute& minute : method.minutes) {
    if (fits(calls)) break;
    if (minute.until <= now) continue;
    used -= minute.seconds;
    wait = minute.until - now;
  }
  return wait;
}

}  // namespace sd::portal
