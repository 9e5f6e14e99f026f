// Holds the calls to one portal back until its limits allow them; people before background work.
#pragma once

#include <mutex>
#include <span>
#include <string>

#include "extension/core/clock.h"
#include "extension/core/result.h"
#include "extension/portal/answer.h"
#include "extension/portal/rate_limit.h"
#include "extension/portal/retry.h"

namespace sd::portal {

enum class Urgency { kInteractive, kBackground };

class Pacer {
 public:
  Pacer(LimitsProfile profile, const Clock& clock, Sleeper& sleeper);

  // Waits until a request that runs `methods` may go. Background work leaves a fifth of the bucket to people,
  // stands back while one of them waits, and pauses for a method whose operating time would be nearly used up
  // with this request and those under way. Whoever is admitted says finished() afterwards.
  // Errors: "portal.limit" when that would take longer than `patience`, "portal.stopping".
  Status admit(std::span<const std::string> methods, Urgency urgency, Millis patience);

  // The request's answer was noted, or there will be none.
  void finished(std::span<const std::string> methods);

  // The portal refused for its request rate.
  void note_full();
  // What an answer says of the portal's clock and of one method's operating time.
  void note(const std::string& method, const ServerTime& time);

  // Requests that were let through.
  std::int64_t admitted() const;

  // The portal's present instant; our own before the first answer.
  TimePoint portal_now() const;
  // Of the dates the portal writes to us; zero before the first answer.
  Millis utc_offset() const;

  RequestUsage usage() const;

 private:
  // How long this request still has to wait; zero: it is taken.
  Millis take(std::span<const std::string> methods, Urgency urgency);

  const Clock& clock_;
  Sleeper& sleeper_;
  mutable std::mutex mutex_;
  LeakyBucket bucket_;
  MinuteCount sent_;
  OperatingBudget operating_;
  Millis clock_offset_{0};  // the portal's clock minus ours
  Millis utc_offset_{0};
  int people_waiting_ = 0;
  std::int64_t admitted_ = 0;
};

}  // namespace sd::portal
