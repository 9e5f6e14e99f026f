// Instants as text: ISO 8601 with an offset, as the portal writes them and as people type them on the
// command line. Strict: a text that could mean two instants is refused, not guessed.
#pragma once

#include <string>
#include <string_view>

#include "extension/core/result.h"
#include "extension/core/time.h"

namespace sd {

// Reads `YYYY-MM-DDTHH:MM[:SS[.f…]]` followed by `Z`, `+HH:MM`, `+HHMM` or `+HH` (or `-…`). Fractions of
// a second are cut to milliseconds. Leap seconds and 24:00 are refused.
//
// Errors (kInvalidArgument; the detail says what is wrong and at which character, counted from 1):
// "time.format"; "time.no_offset" when everything but the offset is there; "time.out_of_range" for a day,
// hour, … that does not exist.
Result<TimePoint> parse_iso_time(std::string_view text);

// "2026-01-02T10:00:01+03:00"; milliseconds (".250") only when there are any. The offset is whole minutes
// east of Greenwich, within ±18 hours; the year is within 0000..9999.
std::string format_iso_time(TimePoint at, std::chrono::minutes offset = std::chrono::minutes{0});

}  // namespace sd
