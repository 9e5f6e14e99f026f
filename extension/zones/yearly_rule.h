// The rule by which a zone goes on for ever, as the last line of its file in the zone database says it: a
// POSIX TZ string, "CET-1CEST,M3.5.0,M10.5.0/3". The date library reads the shifts written out in the file
// and not this line, so that its summers end with 2037. Source: RFC 8536 3.3.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "extension/core/zone.h"

namespace sd::zones {

class YearlyRule {
 public:
  // Absent for a text that is none, and for a zone without summer time ("MSK-3"). Dates are understood in the
  // form Mm.w.d, which is the only one the database uses.
  static std::optional<YearlyRule> parse(std::string_view text);

  // The two shifts of a year, ascending.
  std::vector<Zone::Shift> shifts(std::chrono::year year) const;

 private:
  // The `week`-th (5: the last) `weekday` of `month`, `time` after its local midnight.
  struct Turn {
    std::chrono::month month{1};
    unsigned week = 1;
    std::chrono::weekday weekday{0};
    std::chrono::seconds time{0};
  };
  friend class RuleText;

  static TimePoint local(const Turn& turn, std::chrono::year year);

  Millis winter_{0};
  Millis summer_{0};
  Turn to_summer_;
  Turn to_winter_;
};

}  // namespace sd::zones
