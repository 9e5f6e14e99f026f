#include "extension/core/iso_time.h"

#include <gtest/gtest.h>

namespace sd {
namespace {

std::int64_t instant(std::string_view text) {
  const Result<TimePoint> at = parse_iso_time(text);
  EXPECT_TRUE(at) << text << ": " << (at ? "" : at.error().detail);
  return at ? to_ms(*at) : -1;
}

Error refusal(std::string_view text) {
  const Result<TimePoint> at = parse_iso_time(text);
  EXPECT_FALSE(at) << text;
  return at ? Error{ErrorKind::kInternal, "", ""} : at.error();
}

TEST(IsoTime, ReadsEveryFormOfOffset) {
  EXPECT_EQ(instant("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(instant("1970-01-01T02:00:00+02:00"), 0);
  EXPECT_EQ(instant("1970-01-01T02:00:00+0200"), 0);
  EXPECT_EQ(instant("1970-01-01T02:00:00+02"), 0);
  EXPECT_EQ(instant("1969-12-31T20:30:00-03:30"), 0);
  EXPECT_EQ(instant("1970-01-01T00:00Z"), 0);
}

TEST(IsoTime, CutsFractionsToMilliseconds) {
  EXPECT_EQ(instant("1970-01-01T00:00:00.25Z"), 250);
  EXPECT_EQ(instant("1970-01-01T00:00:01.123999Z"), 1123);
}

TEST(IsoTime, KnowsTheCalendar) {
  EXPECT_EQ(instant("2012-05-01T00:00:00+02:00"), 1335823200000);
  EXPECT_EQ(instant("2012-02-29T00:00:00Z"), 1330473600000);
  EXPECT_EQ(refusal("2011-02-29T00:00:00Z").code, "time.out_of_range");
  EXPECT_EQ(refusal("2011-13-01T00:00:00Z").code, "time.out_of_range");
  EXPECT_EQ(refusal("2011-01-00T00:00:00Z").code, "time.out_of_range");
  EXPECT_EQ(refusal("2011-01-01T24:00:00Z").code, "time.out_of_range");
  EXPECT_EQ(refusal("2011-01-01T23:60:00Z").code, "time.out_of_range");
  EXPECT_EQ(refusal("2011-01-01T23:59:60Z").code, "time.out_of_range");
  EXPECT_EQ(refusal("2011-01-01T00:00:00+18:01").code, "time.out_of_range");
  EXPECT_EQ(refusal("2011-01-01T00:00:00+02:60").code, "time.out_of_range");
}

TEST(IsoTime, RefusesAnInstantWithoutOffset) {
  EXPECT_EQ(refusal("2012-05-01T00:00:00").code, "time.no_offset");
  EXPECT_EQ(refusal("2012-05-01T00:00").code, "time.no_offset");
}

TEST(IsoTime, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(refusal("2012-05-01 00:00:00Z").detail, "'T' expected at character 11");
  EXPECT_EQ(refusal("2012-5-01T00:00:00Z").detail, "2 digits of the month expected at character 7");
  EXPECT_EQ(refusal("2012-05-01T00:00:00.Z").detail, "digits of the fraction expected at character 21");
  EXPECT_EQ(refusal("2012-05-01T00:00:00+2:00").detail,
            "2 digits of the offset's hours expected at character 22");
  EXPECT_EQ(refusal("2012-05-01T00:00:00Z ").detail, "text after the offset at character 21");
  for (const char* text : {"", "now", "2012-05-01", "+2012-05-01T00:00:00Z", "2012-05-01T00:00:00z",
                           "2012-05-01T00:00:00 +02:00", "2012-05-01T00:00:00+02:00:00"}) {
    EXPECT_EQ(refusal(text).code, "time.format") << text;
  }
  EXPECT_EQ(refusal(std::string(1000, '1')).code, "time.format");
}

TEST(IsoTime, WritesWhatItReads) {
  using std::chrono::minutes;
  for (const std::int64_t ms : {std::int64_t{0}, std::int64_t{1335823200000}, std::int64_t{1335823200250},
                                std::int64_t{-1}, std::int64_t{-62167219200000}}) {
    for (const int offset : {0, 120, -210, 345}) {
      if (ms < -60'000'000'000'000 && offset < 0) continue;  // before the year 0000
      EXPECT_EQ(instant(format_iso_time(from_ms(ms), minutes{offset})), ms);
    }
  }
  EXPECT_EQ(format_iso_time(from_ms(1335823200000), minutes{120}), "2012-05-01T00:00:00+02:00");
  EXPECT_EQ(format_iso_time(from_ms(1335823200007), minutes{-30}), "2012-04-30T21:30:00.007-00:30");
}

}  // namespace
}  // namespace sd
