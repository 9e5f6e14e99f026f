#include "extension/zones/zones.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "extension/core/iso_time.h"

namespace sd::zones {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

TimePoint at(std::string_view iso) { return parse_iso_time(iso).value(); }

// The shifts within [from, to).
std::vector<Zone::Shift> shifts(const std::string& name, std::string_view from, std::string_view to) {
  std::vector<Zone::Shift> within = find_zone(name).value().shifts;
  std::erase_if(within,
                [&](const Zone::Shift& shift) { return shift.from < at(from) || shift.from >= at(to); });
  return within;
}

TEST(Zones, KnowMoscow) {
  const Zone moscow = find_zone("Europe/Moscow").value();
  EXPECT_EQ(moscow.name, "Europe/Moscow");
  EXPECT_EQ(moscow.offset_at(at("2010-01-15T00:00:00Z")), hours{3});
  EXPECT_EQ(moscow.offset_at(at("2010-07-15T00:00:00Z")), hours{4});
  // To summer time for good, and back.
  EXPECT_EQ(shifts("Europe/Moscow", "2011-01-01T00:00:00Z", "2051-01-01T00:00:00Z"),
            (std::vector<Zone::Shift>{{at("2011-03-26T23:00:00Z"), hours{4}},
                                      {at("2014-10-25T22:00:00Z"), hours{3}}}));
}

TEST(Zones, KnowAmsterdamForGood) {
  EXPECT_EQ(shifts("Europe/Amsterdam", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
            (std::vector<Zone::Shift>{{at("2026-03-29T01:00:00Z"), hours{2}},
                                      {at("2026-10-25T01:00:00Z"), hours{1}}}));
  // The database writes shifts out until 2037; from then on its rule holds.
  EXPECT_EQ(shifts("Europe/Amsterdam", "2037-01-01T00:00:00Z", "2039-01-01T00:00:00Z"),
            (std::vector<Zone::Shift>{{at("2037-03-29T01:00:00Z"), hours{2}},
                                      {at("2037-10-25T01:00:00Z"), hours{1}},
                                      {at("2038-03-28T01:00:00Z"), hours{2}},
                                      {at("2038-10-31T01:00:00Z"), hours{1}}}));
  EXPECT_EQ(shifts("Europe/Amsterdam", "2050-01-01T00:00:00Z", "2060-01-01T00:00:00Z"),
            (std::vector<Zone::Shift>{{at("2050-03-27T01:00:00Z"), hours{2}},
                                      {at("2050-10-30T01:00:00Z"), hours{1}}}));
  // 1990 to 2050: two a year.
  EXPECT_EQ(find_zone("Europe/Amsterdam").value().shifts.size(), 122U);
}

TEST(Zones, KnowHalvesAndQuartersOfAnHour) {
  EXPECT_EQ(find_zone("Asia/Kolkata").value().offset_at(at("2026-01-01T00:00:00Z")), minutes{330});
  EXPECT_EQ(find_zone("Asia/Kathmandu").value().offset_at(at("2026-01-01T00:00:00Z")), minutes{345});
  EXPECT_EQ(shifts("Australia/Lord_Howe", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
            (std::vector<Zone::Shift>{{at("2026-04-04T15:00:00Z"), minutes{630}},
                                      {at("2026-10-03T15:30:00Z"), minutes{660}}}));
}

TEST(Zones, HaveAscendingShiftsThatChangeTheOffset) {
  ASSERT_GT(zone_names().size(), 300U);
  for (const std::string& name : zone_names()) {
    const Zone zone = find_zone(name).value();
    Millis offset = zone.first_offset;
    TimePoint before = at("1989-12-31T00:00:00Z");
    for (const Zone::Shift& shift : zone.shifts) {
      ASSERT_NE(shift.offset, offset) << name;
      ASSERT_LT(before, shift.from) << name;
      ASSERT_LE(std::chrono::abs(shift.offset), hours{24}) << name;
      offset = shift.offset;
      before = shift.from;
    }
  }
}

TEST(Zones, AreOfferedByPlace) {
  const std::vector<std::string>& names = zone_names();
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  for (const char* name : {"Europe/Moscow", "Asia/Yekaterinburg", "America/New_York", "UTC"}) {
    EXPECT_TRUE(std::binary_search(names.begin(), names.end(), name)) << name;
  }
  for (const char* name : {"Etc/GMT+3", "posixrules", "localtime", "CET"}) {
    EXPECT_FALSE(std::binary_search(names.begin(), names.end(), name)) << name;
  }
}

TEST(Zones, RefuseWhatIsNone) {
  for (const char* name :
       {"", "Europe/Moskow", "europe/moscow", "../../etc/passwd", "Europe", "/etc/localtime"}) {
    const Result<Zone> zone = find_zone(name);
    ASSERT_FALSE(zone.has_value()) << name;
    EXPECT_EQ(zone.error().code, "zone.unknown");
    EXPECT_EQ(zone.error().kind, ErrorKind::kInvalidArgument);
  }
}

}  // namespace
}  // namespace sd::zones
