// Shifts of 2038 written out from Python's zoneinfo, which reads the rules itself.
#include "extension/zones/yearly_rule.h"

#include <gtest/gtest.h>

namespace sd::zones {
namespace {

struct Written {
  const char* name;
  const char* text;
  std::int64_t first_s, first_offset_s;
  std::int64_t second_s, second_offset_s;
};

class YearlyRuleOf : public testing::TestWithParam<Written> {};

TEST_P(YearlyRuleOf, GivesBothShifts) {
  const Written& row = GetParam();
  const auto rule = YearlyRule::parse(row.text);
  ASSERT_TRUE(rule.has_value());
  EXPECT_EQ(rule->shifts(std::chrono::year{2038}),
            (std::vector<Zone::Shift>{{from_ms(row.first_s * 1000), Millis{row.first_offset_s * 1000}},
                                      {from_ms(row.second_s * 1000), Millis{row.second_offset_s * 1000}}}));
}

INSTANTIATE_TEST_SUITE_P(
    Rfc8536, YearlyRuleOf,
    testing::Values(
        Written{"Amsterdam", "CET-1CEST,M3.5.0,M10.5.0/3", 2153350800, 7200, 2172099600, 3600},
        Written{"StJohns", "NST3:30NDT,M3.2.0,M11.1.0", 2152157400, -9000, 2172717000, -12600},
        Written{"BeforeMidnight", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2153350800, -3600, 2172099600, -7200},
        Written{"WinterIsTheException", "IST-1GMT0,M10.5.0,M3.5.0/1", 2153350800, 3600, 2172099600, 0},
        Written{"SouthByHalfAnHour", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2153919600, 37800, 2169646200,
                39600},
        Written{"LaterThanItsDay", "IST-2IDT,M3.4.4/26,M10.5.0", 2153174400, 10800, 2172092400, 7200}),
    [](const auto& row) { return row.param.name; });

TEST(YearlyRule, IsAbsentWithoutSummerAndForWhatIsNone) {
  for (const char* text :
       {"", "MSK-3", "<+0330>-3:30", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0/3",
        "CET-1CEST,M3.6.0,M10.5.0/3", "CET-1CEST,M0.5.0,M10.5.0", "CET-1CEST,J60,J300",
        "CET-1CEST,M3.5.0,M10.5.0/3x", "<CET-1CEST,M3.5.0,M10.5.0", "CET-99CEST,M3.5.0,M10.5.0"}) {
    EXPECT_FALSE(YearlyRule::parse(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace sd::zones
