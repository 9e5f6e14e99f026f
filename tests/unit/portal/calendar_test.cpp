#include "extension/portal/calendar.h"

#include <boost/json/parse.hpp>

#include "tests/unit/portal/portal_world.h"

namespace sd::portal {
namespace {

using test::wire;
using namespace std::chrono_literals;

std::chrono::month_day every(unsigned day, unsigned month) {
  return std::chrono::month{month} / std::chrono::day{day};
}

kanban::PortalHours decoded(const char* text) { return decode_hours(boost::json::parse(text)).value(); }

TEST(DecodeHours, ReadsTimesInEveryWriting) {
  for (const auto& [text, start] : {std::pair{"9", 540},
                                    {"9.30", 570},
                                    {"09:30", 570},
                                    {"24", 1440},
                                    {"0", 0},
                                    {"25", 0},
                                    {"9.75", 0},
                                    {"nine", 0},
                                    {"", 0},
                                    {"24.30", 0}}) {
    const std::string body = std::string(R"({"work_time_start":")") + text + R"("})";
    EXPECT_EQ(decoded(body.c_str()).start, std::chrono::minutes{start}) << text;
  }
  EXPECT_EQ(decoded(R"({"work_time_end":19})").end, 19h);
}

TEST(DecodeHours, LeavesOutDaysThatAreNone) {
  const auto hours =
      decoded(R"({"year_holidays":"1.01, 23.02,30.02,x,1.13,8.03","year_workdays":["31.12"]})");
  EXPECT_EQ(hours.holidays, (std::vector{every(1, 1), every(23, 2), every(8, 3)}));
  EXPECT_EQ(hours.workdays, std::vector{every(31, 12)});
}

TEST(DecodeHours, KnowsTheDaysOff) {
  EXPECT_EQ(decoded(R"({"week_holidays":["SA","SU"]})").off,
            (std::array{false, false, false, false, false, true, true}));
  EXPECT_EQ(decoded(R"({"week_holidays":"FR"})").off,
            (std::array{false, false, false, false, true, false, false}));
  EXPECT_EQ(decoded(R"({"week_holidays":[]})").off, (std::array<bool, 7>{}));
  EXPECT_EQ(decode_hours(boost::json::parse(R"([1])")).error().code, "portal.shape");
}

class CalendarRestTest : public PortalWorld {};

TEST_F(CalendarRestTest, AsksForTheSettingsAndSaysWhatIsMissing) {
  CalendarRest calendar(caller_);
  wire_.then(
      wire(200, R"({"result":{"work_time_start":"9","work_time_end":"18","week_holidays":["SA","SU"]}})"));
  EXPECT_EQ(calendar.hours(portal_)->end, 18h);
  wire_.then(wire(401, R"({"error":"insufficient_scope","error_description":"x"})"));
  EXPECT_EQ(calendar.hours(portal_).error().code, "portal.scope");
}

}  // namespace
}  // namespace sd::portal
