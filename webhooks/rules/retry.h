// When to try again. Pure: the random part is an argument.
#pragma once

#include <algorithm>

#include "extension/core/error.h"
#include "extension/core/time.h"

namespace sd::webhooks {

struct RetryPolicy {
  Millis first{1'000};
  Millis longest{10 * 60 * 1'000};
  int attempts = 8;  // of a row that fails by itself; it is set aside then
};

// The wait before the next attempt, `failed` attempts (from 1) after the first: doubling from `first` to
// `longest`, then shortened by up to half by `jitter` (0 to 1), so that portals that failed together do not
// come back together.
inline Millis delay_after(int failed, double jitter, const RetryPolicy& policy) {
  Millis delay = policy.first;
  for (int round = 1; round < failed && delay < policy.longest; ++round) delay *= 2;
  delay = std::min(delay, policy.longest);
  const double part = 1.0 - 0.5 * std::clamp(jitter, 0.0, 1.0);
  return Millis{static_cast<Millis::rep>(static_cast<double>(delay.count()) * part)};
}

// Whether the failure of many tickets together says nothing about any of them: the portal or the database is
// not reachable, or the portal does not accept our token at the moment. Such rows wait as long as it takes.
// An answer that is not what the contract says ("portal.shape") came because of what was asked.
inline bool is_outage(const Error& error) {
  if (error.code == "portal.shape") return false;
  return error.kind == ErrorKind::kUnavailable || error.kind == ErrorKind::kPermissionDenied;
}

// The same for a group, a company or a user asked for by itself: that we may not see it is about it alone.
inline bool is_outage_of_object(const Error& error) {
  return is_outage(error) && (error.kind == ErrorKind::kUnavailable || error.code.starts_with("portal.auth"));
}

}  // namespace sd::webhooks
