// Which of several processes on one database does a portal's background work: the one that holds the portal's
// lease. No clocks are compared: a lease is abandoned when its row has not changed for a while by the clock
// of whoever looks. Source: architecture.md 4 ("held by a lease row with an expiry (compare-and-set ...)").
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "extension/core/time.h"

namespace sd::lease {

struct LeaseRow {
  std::string holder;     // "" when it was given back
  std::int64_t beat = 0;  // grows with every claim and renewal

  friend bool operator==(const LeaseRow&, const LeaseRow&) = default;
};

// Not renewed for so long, a lease is anybody's. A holder renews every kRenewEvery, and stops trusting its
// own lease kTrust after the last renewal, before anybody else may take it.
inline constexpr Millis kRenewEvery{5'000};
inline constexpr Millis kTrust{20'000};
inline constexpr Millis kExpiry{30'000};

// "NAME/STARTED": a process that is started again in the place of one that has ended carries the same name.
std::string holder_id(const std::string& name, TimePoint started_at);

struct Looker {
  std::string me;          // holder_id() of this process
  Millis unchanged_for{};  // how long the row has been seen as it is
  bool first_look = false;
};

// The row to put in place of `row`; nullopt: the lease is somebody else's. Who looks for the first time takes
// over from a holder of his own name at once: that one has ended, and nobody shall wait for its lease.
std::optional<LeaseRow> claim(const std::optional<LeaseRow>& row, const Looker& looker);

}  // namespace sd::lease
