#include "tests/portal/engine/limits.h"

#include <algorithm>

namespace sd::portal_double {
namespace {

constexpr Ms kMinute = 60'000;
constexpr Ms kWindow = 10 * kMinute;

}  // namespace

bool Limits::admit(const std::string& address, Ms now) {
  if (!on) return true;
  Bucket& bucket = buckets_[address];
  const double leaked = static_cast<double>(now - bucket.at) / 1000.0 * drain_per_second;
  bucket.level = bucket.at == 0 ? 0 : std::max(0.0, bucket.level - leaked);
  bucket.at = now;
  if (bucket.level + 1 > capacity) return false;
  bucket.level += 1;
  return true;
}

std::deque<Limits::Minute>& Limits::ring(const std::string& auth, const std::string& method, Ms now) {
  std::deque<Minute>& minutes = rings_[{auth, method}];
  while (!minutes.empty() && minutes.front().first_call + kWindow <= now) minutes.pop_front();
  return minutes;
}

bool Limits::may_run(const std::string& auth, const std::string& method, Ms now) {
  return !on || usage(auth, method, now).operating < operating_seconds;
}

void Limits::book(const std::string& auth, const std::string& method, double seconds, Ms now) {
  if (!on) return;
  std::deque<Minute>& minutes = ring(auth, method, now);
  if (minutes.empty() || minutes.back().minute != now / kMinute) minutes.push_back({now / kMinute, now, 0});
  minutes.back().seconds += seconds;
}

Limits::Usage Limits::usage(const std::string& auth, const std::string& method, Ms now) {
  const std::deque<Minute>& minutes = ring(auth, method, now);
  Usage usage;
  for (const Minute& minute : minutes) usage.operating += minute.seconds;
  usage.reset_at = (minutes.empty() ? now : minutes.front().first_call) + kWindow;
  return usage;
}

double Limits::cost(const std::string& method) const {
  const auto found = cost_.find(method);
  return found == cost_.end() ? 0 : found->second;
}

}  // namespace sd::portal_double
