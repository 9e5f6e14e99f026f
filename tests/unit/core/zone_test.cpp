#include "extension/core/zone.h"

#include <gtest/gtest.h>

#include "extension/core/iso_time.h"

namespace sd {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;
using std::chrono::year;

TimePoint at(std::string_view iso) { return parse_iso_time(iso).value(); }
sys_days day(int y, unsigned m, unsigned d) {
  return sys_days{year{y} / std::chrono::month{m} / std::chrono::day{d}};
}

// Amsterdam in 2012: forward on 25 March at 01:00 UTC, back on 28 October at 01:00 UTC.
Zone amsterdam() {
  return {.name = "Europe/Amsterdam",
          .first_offset = hours{1},
          .shifts = {{at("2012-03-25T01:00:00Z"), hours{2}}, {at("2012-10-28T01:00:00Z"), hours{1}}}};
}

TEST(Zone, TellsTheLocalDayOnBothSidesOfAShift) {
  const Zone zone = amsterdam();
  EXPECT_EQ(zone.day_of(at("2012-01-31T22:59:59Z")), day(2012, 1, 31));
  EXPECT_EQ(zone.day_of(at("2012-01-31T23:00:00Z")), day(2012, 2, 1));
  EXPECT_EQ(zone.day_of(at("2012-07-31T21:59:59Z")), day(2012, 7, 31));
  EXPECT_EQ(zone.day_of(at("2012-07-31T22:00:00Z")), day(2012, 8, 1));
}

TEST(Zone, FindsTheInstantOfALocalTime) {
  const Zone zone = amsterdam();
  EXPECT_EQ(zone.instant(day(2012, 3, 25)), at("2012-03-24T23:00:00Z"));
  EXPECT_EQ(zone.instant(day(2012, 3, 26)), at("2012-03-25T22:00:00Z"));
  EXPECT_EQ(zone.instant(day(2012, 3, 25), hours{24}), at("2012-03-25T22:00:00Z"));
  EXPECT_EQ(zone.instant(day(2012, 10, 28), hours{24}), at("2012-10-28T23:00:00Z"));
}

TEST(Zone, TakesTheShiftForASkippedTimeAndTheEarlierOfADoubledOne) {
  const Zone zone = amsterdam();
  EXPECT_EQ(zone.instant(day(2012, 3, 25), hours{2} + minutes{30}), at("2012-03-25T01:00:00Z"));
  EXPECT_EQ(zone.instant(day(2012, 3, 25), hours{3}), at("2012-03-25T01:00:00Z"));
  EXPECT_EQ(zone.instant(day(2012, 10, 28), hours{2} + minutes{30}), at("2012-10-28T00:30:00Z"));
  EXPECT_EQ(zone.instant(day(2012, 10, 28), hours{3}), at("2012-10-28T02:00:00Z"));
}

TEST(Zone, NeverShiftsWithAFixedOffset) {
  const Zone zone = fixed_zone(hours{3});
  EXPECT_EQ(zone.instant(day(2012, 3, 25)), at("2012-03-24T21:00:00Z"));
  EXPECT_EQ(zone.day_of(at("2012-03-24T21:00:00Z")), day(2012, 3, 25));
}

}  // namespace
}  // namespace sd
