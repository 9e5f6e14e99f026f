// A time zone as its shifts against UTC, so that rules can tell local days and times without a zone database.
// Made from IANA names by extension/zones. Source: domain.md 6.
#pragma once

#include <string>
#include <vector>

#include "extension/core/time.h"

namespace sd {

struct Zone {
  struct Shift {
    TimePoint from;    // the instant from which `offset` holds
    Millis offset{0};  // local time = UTC + offset

    friend bool operator==(const Shift&, const Shift&) = default;
  };

  std::string name;           // IANA: "Europe/Moscow"
  Millis first_offset{0};     // before the first shift
  std::vector<Shift> shifts;  // ascending; each changes the offset

  // O(log shifts).
  Millis offset_at(TimePoint at) const;
  // The local day of an instant.
  std::chrono::sys_days day_of(TimePoint at) const;
  // The instant at which local clocks show `day` and `since_midnight` (0..24 h). A local time that clocks
  // skip is the instant of the shift; one they show twice is the earlier of the two.
  TimePoint instant(std::chrono::sys_days day, Millis since_midnight = Millis{0}) const;

  friend bool operator==(const Zone&, const Zone&) = default;
};

// A zone whose clocks never change: for portals of which only the offset is known.
Zone fixed_zone(Millis offset);

}  // namespace sd
