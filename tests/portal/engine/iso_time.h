// Instants as the portal writes and reads them: ISO 8601 with an offset, one-second grain.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tests/portal/engine/clock.h"

namespace sd::portal_double {

// "2026-01-02T10:00:00+03:00"; "" for 0.
std::string iso(Ms at, int offset_minutes);

// Reads "2026-03-01T10:00:00+03:00", the same with 'Z', ' ' for 'T', without offset (then
// `offset_minutes` counts), fractions of a second, a date alone, or the site format "01.03.2026 10:00:00".
// nullopt for anything else.
std::optional<Ms> read_instant(std::string_view text, int offset_minutes);

// The instant without its fraction of a second.
inline Ms whole_seconds(Ms at) { return at - ((at % 1000) + 1000) % 1000; }

}  // namespace sd::portal_double
