// What of a portal's figures deserves a person's attention. Pure: `now` is an argument.
// Source: portal-api.md 3.9, 1.7 (token life), issue "No event lost" 7.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extension/core/time.h"
#include "kanban/rules/sync_figures.h"

namespace sd::health {

// How often the service is configured to look.
struct Rhythm {
  Millis poll_every{30'000};        // into the portal's offline queue
  Millis reconcile_every{120'000};  // for changes no event brought
};

// Everything a verdict is made of. Absent instants: never, or not known yet.
struct Facts {
  Rhythm rhythm;
  bool installed = true;  // false: the installation is not finished, so little of the rest runs
  kanban::Figures figures;
  std::int64_t waiting = 0;                 // inbox rows neither done nor set aside
  std::optional<TimePoint> oldest_waiting;  // accepted then
  std::int64_t set_aside = 0;
  int background_users = 0;
  std::optional<TimePoint> oldest_token;  // the background token that was renewed longest ago
};

// kAttention: somebody has to look or to act. kNote: worth knowing.
enum class Level { kNote, kAttention };
std::string_view to_string(Level level);  // "note", "attention"

struct Concern {
  // Stable; pages and sdctl have a sentence for each: "outage.unreachable", "inbox.set_aside", ...
  std::string code;
  Level level = Level::kNote;
  std::optional<TimePoint> since;
  std::int64_t count = 0;  // rows, days; 0: does not count

  friend bool operator==(const Concern&, const Concern&) = default;
};

// The most pressing first; empty: all is well. While the portal does not answer, what follows from that (late
// polls, late reconciliation) is not repeated; nor while the service itself is silent. What was left undone
// while the service was stopped counts from its start.
std::vector<Concern> concerns_of(const Facts& facts, TimePoint now);

bool healthy(const std::vector<Concern>& concerns);  // nothing needs attention

// How long each thing may take before it is a concern.

// Retries with back-off bridge shorter gaps; a deployment of the portal takes about as long.
inline constexpr Millis kOutageGrace{60'000};
// Times the configured rhythm: this many turns missed are no chance.
inline constexpr int kTurnsMissed = 4;
// Whatever the rhythm: a poll may wait for the portal's limits this long.
inline constexpr Millis kQueueLate{3 * 60'000};
// A row of the queue or the inbox is worked in within seconds; retries of one row alone take this long.
inline constexpr Millis kInboxLate{5 * 60'000};
// Whatever the rhythm: one turn after a long outage takes minutes.
inline constexpr Millis kReconcileLate{20 * 60'000};
// The sweep is nightly; a night may be spent in an outage, two may not.
inline constexpr Millis kSweepLate{49LL * 3'600'000};
// A refresh token lives 180 days and is renewed with every use: one this old belongs to work that has
// stopped, and a month remains to do something about it.
inline constexpr Millis kTokenOld{150LL * 24 * 3'600'000};
// Long enough for an administrator to see the note.
inline constexpr Millis kRenamedNews{7LL * 24 * 3'600'000};
// The service renews its sign of life every few seconds.
inline constexpr Millis kServiceSilent{60'000};

}  // namespace sd::health
