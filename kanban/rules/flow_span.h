// Stretches of time sorted by their length, so that those which touch a period are found without looking at
// the years before and after it: of length at most L they begin between L before the period and its end.
// Pure.
#pragma once

#include <optional>

#include "extension/core/time.h"

namespace sd::kanban {

inline constexpr int kGoingOn = -1;   // the span of a stretch without an end
inline constexpr int kLastSpan = 20;  // 2^20 days are longer than anything

// The smallest s with to - from <= 2^s days.
inline int span_of(TimePoint from, std::optional<TimePoint> to) {
  if (!to) return kGoingOn;
  int span = 0;
  for (std::chrono::days longest{1}; span<kLastSpan&& * to - from> longest; longest *= 2) ++span;
  return span;
}

// The earliest beginning of a stretch of this span that may last until `at`.
inline TimePoint earliest_of(int span, TimePoint at) {
  if (span == kGoingOn) return TimePoint{};  // nothing is older than 1970
  return at - std::chrono::days{1LL << static_cast<unsigned>(span)};
}

}  // namespace sd::kanban
