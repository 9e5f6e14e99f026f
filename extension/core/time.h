// Instants and spans: UTC, milliseconds. Nothing here reads a clock.
#pragma once

#include <chrono>
#include <cstdint>

namespace sd {

using Millis = std::chrono::milliseconds;
using TimePoint = std::chrono::sys_time<Millis>;

inline std::int64_t to_ms(TimePoint at) { return at.time_since_epoch().count(); }
inline TimePoint from_ms(std::int64_t ms) { return TimePoint{Millis{ms}}; }

}  // namespace sd
