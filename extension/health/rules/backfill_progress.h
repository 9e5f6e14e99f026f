// How far a portal's back-fill has come, and how long it will take. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "extension/core/time.h"
#include "kanban/rules/sync_figures.h"

namespace sd::health {

struct PhaseProgress {
  kanban::BackfillPhase phase = kanban::BackfillPhase::kNone;
  std::int64_t planned = 0;
  std::int64_t done = 0;
};

struct BackfillProgress {
  kanban::BackfillPhase phase = kanban::BackfillPhase::kNone;
  std::array<PhaseProgress, 6> phases;  // in the order they run
  std::int64_t requests = 0;
  std::optional<TimePoint> started_at, finished_at;
  // How long it will still take at the pace so far; absent before there is a pace, and when it does not run.
  std::optional<Millis> left;

  bool running() const;
  bool known() const { return phase != kanban::BackfillPhase::kNone; }
  std::int64_t planned() const;
  std::int64_t done() const;
};

std::string_view to_string(kanban::BackfillPhase phase);  // "directory", "open", ...

// The pace is that of all objects since the start: requests are spent evenly, and no phase is much dearer
// than another. Plans grow while lists are read, so early values are low.
BackfillProgress backfill_progress(const kanban::Figures& figures, TimePoint now);

}  // namespace sd::health
