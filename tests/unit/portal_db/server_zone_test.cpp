#include "extension/portal_db/server_zone.h"

#include <gtest/gtest.h>

#include "extension/core/iso_time.h"

namespace sd::portal_db {
namespace {

std::string said(const ServerZone& zone, std::string_view text) {
  DateFault fault = DateFault::kNone;
  const auto at = zone.instant(text, fault);
  EXPECT_EQ(at.has_value(), fault == DateFault::kNone);
  if (at) return format_iso_time(*at);
  return fault == DateFault::kZero ? "zero" : "wrong";
}

ServerZone berlin() { return ServerZone::named("Europe/Berlin").value(); }

TEST(ServerZone, ReadsDatesInItsSummerAndItsWinter) {
  const ServerZone zone = berlin();
  EXPECT_EQ(said(zone, "2024-01-15 12:30:45"), "2024-01-15T11:30:45+00:00");
  EXPECT_EQ(said(zone, "2024-07-15 12:30:45"), "2024-07-15T10:30:45+00:00");
  EXPECT_EQ(said(zone, "2024-01-16 00:00:00"), "2024-01-15T23:00:00+00:00");
}

TEST(ServerZone, AnHourThatComesTwiceIsTheEarlierOne) {
  const ServerZone zone = berlin();
  EXPECT_EQ(said(zone, "2024-10-27 01:59:59"), "2024-10-26T23:59:59+00:00");
  EXPECT_EQ(said(zone, "2024-10-27 02:30:00"), "2024-10-27T00:30:00+00:00");
  EXPECT_EQ(said(zone, "2024-10-27 03:00:00"), "2024-10-27T02:00:00+00:00");
}

TEST(ServerZone, AnHourThatWasSkippedIsTheInstantOfTheSkip) {
  const ServerZone zone = berlin();
  EXPECT_EQ(said(zone, "2024-03-31 02:30:00"), "2024-03-31T01:00:00+00:00");
  EXPECT_EQ(said(zone, "2024-03-31 03:00:00"), "2024-03-31T01:00:00+00:00");
  EXPECT_EQ(said(zone, "2024-03-31 01:59:59"), "2024-03-31T00:59:59+00:00");
}

// Whatever was asked before: the remembered stretch of one offset must not reach into the next.
TEST(ServerZone, AnswersTheSameInAnyOrder) {
  for (int day = 1; day <= 31; ++day) {
    const std::string text =
        "2024-03-" + std::string(day < 10 ? "0" : "") + std::to_string(day) + " 03:00:00";
    const ServerZone used = berlin();
    said(used, "2024-02-10 00:00:00");
    said(used, "2024-05-10 00:00:00");
    EXPECT_EQ(said(used, text), said(berlin(), text)) << text;
  }
}

TEST(ServerZone, TellsZeroesFromWhatIsNoDate) {
  const ServerZone zone = berlin();
  EXPECT_EQ(said(zone, "0000-00-00 00:00:00"), "zero");
  for (const char* const text : {"", "2024-02-30 00:00:00", "2024-13-01 00:00:00", "2024-01-01 24:00:00",
                                 "2024-01-01", "20x4-01-01 00:00:00", "2024/01/01 00:00:00"}) {
    EXPECT_EQ(said(zone, text), "wrong") << text;
  }
}

TEST(ServerZone, KnowsNoMadeUpZone) {
  const auto zone = ServerZone::named("MSK-nowhere");
  ASSERT_FALSE(zone);
  EXPECT_EQ(zone.error().code, "portal_db.zone");
}

}  // namespace
}  // namespace sd::portal_db
