#include "extension/portal/pacer.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace sd::portal {
namespace {

constexpr double kBackgroundShare = 0.8;
constexpr Millis kStandBack{100};
// The portal tells the instant of a reset without its fraction of a second.
constexpr Millis kWholeSecond{1'000};

std::map<std::string_view, int> counted(std::span<const std::string> methods) {
  std::map<std::string_view, int> calls;
  for (const std::string& method : methods) ++calls[method];
  return calls;
}

}  // namespace

Pacer::Pacer(LimitsProfile profile, const Clock& clock, Sleeper& sleeper)
    : clock_(clock), sleeper_(sleeper), bucket_(profile) {}

Millis Pacer::take(std::span<const std::string> methods, Urgency urgency) {
  const auto calls = counted(methods);
  const std::lock_guard lock(mutex_);
  const TimePoint now = clock_.now();
  const bool person = urgency == Urgency::kInteractive;
  Millis wait = bucket_.wait(now, person ? 1.0 : kBackgroundShare);
  if (!person) {
    if (people_waiting_ > 0) wait = std::max(wait, kStandBack);
    for (const auto& [method, count] : calls) {
      wait = std::max(wait, operating_.wait(std::string(method), count, now));
    }
  }
  if (wait == Millis{0}) {
    bucket_.take(now);
    sent_.add(now);
    ++admitted_;
    for (const auto& [method, count] : calls) operating_.begin(std::string(method), count);
  }
  return wait;
}

void Pacer::finished(std::span<const std::string> methods) {
  const std::lock_guard lock(mutex_);
  for (const auto& [method, count] : counted(methods)) operating_.end(std::string(method), count);
}

Status Pacer::admit(std::span<const std::string> methods, Urgency urgency, Millis patience) {
  Millis wait = take(methods, urgency);
  if (wait == Millis{0}) return Done{};
  const bool person = urgency == Urgency::kInteractive;
  const auto count = [this, person](int change) {
    const std::lock_guard lock(mutex_);
    if (person) people_waiting_ += change;
  };
  count(+1);
  Status outcome = Done{};
  for (; wait != Millis{0}; wait = take(methods, urgency)) {
    patience -= wait;
    if (patience < Millis{0}) {
      outcome = Error{ErrorKind::kUnavailable, "portal.limit", "the portal's limits leave no room for now"};
      break;
    }
    if (!sleeper_.sleep(wait)) {
      outcome = Error{ErrorKind::kUnavailable, "portal.stopping", "the service is stopping"};
      break;
    }
  }
  count(-1);
  return outcome;
}

void Pacer::note_full() {
  const std::lock_guard lock(mutex_);
  bucket_.fill(clock_.now());
}

void Pacer::note(const std::string& method, const ServerTime& time) {
  const std::lock_guard lock(mutex_);
  if (time.finish) clock_offset_ = *time.finish - clock_.now();
  if (time.utc_offset) utc_offset_ = *time.utc_offset;
  if (time.operating_reset_at) {
    const TimePoint reset_at = *time.operating_reset_at + kWholeSecond - clock_offset_;
    operating_.note(method, time.operating_seconds, reset_at, clock_.now());
  }
}

RequestUsage Pacer::usage() const {
  const std::lock_guard lock(mutex_);
  const TimePoint now = clock_.now();
  return {sent_.at(now), bucket_.per_minute(), bucket_.used(now, kBackgroundShare)};
}

Millis Pacer::utc_offset() const {
  const std::lock_guard lock(mutex_);
  return utc_offset_;
}

std::int64_t Pacer::admitted() const {
  const std::lock_guard lock(mutex_);
  return admitted_;
}

TimePoint Pacer::portal_now() const {
  const std::lock_guard lock(mutex_);
  return clock_.now() + clock_offset_;
}

}  // namespace sd::portal
