#include "extension/settings/rules/check.h"

#include <gtest/gtest.h>

namespace sd::settings {
namespace {

Row type(std::string title, std::string color = "", std::string words = "", std::int64_t assignee = 0) {
  return {std::move(title), std::move(color), std::move(words), assignee};
}
Row plan(std::int64_t user, std::string from, std::int64_t minutes) {
  return {user, std::move(from), minutes};
}
Row limits(std::int64_t warn, std::int64_t alarm) { return {"lu", "any", "any", warn, alarm}; }

std::vector<Wrong> wrong_in(Section section, std::vector<Row> rows) { return check(describe(section), rows); }

TEST(Check, WellFormedRowsPass) {
  EXPECT_TRUE(wrong_in(Section::kTypes, {type("Аналитика", "FF00aa", "Разбор", 7), type("Другое")}).empty());
  EXPECT_TRUE(
      wrong_in(Section::kEmployeePlans, {plan(1, "2026-02-28", 480), plan(1, "2026-03-01", 0)}).empty());
  EXPECT_TRUE(wrong_in(Section::kThresholds, {limits(60, 60)}).empty());
}

TEST(Check, SaysWhatIsWrongWhere) {
  EXPECT_EQ(wrong_in(Section::kTypes, {type("A"), type("  ", "FF0")}),
            (std::vector<Wrong>{{1, "title", "settings.required"}, {1, "color", "settings.color"}}));
  EXPECT_EQ(wrong_in(Section::kTypes, {type(std::string(251, 'x'))}).front().code, "settings.too_long");
  EXPECT_EQ(wrong_in(Section::kTypes, {type("two\nlines")}).front().code, "settings.control");
  EXPECT_EQ(wrong_in(Section::kEmployeePlans, {plan(0, "2026-01-01", 1)}),
            (std::vector<Wrong>{{0, "user_id", "settings.required"}}));
  EXPECT_EQ(wrong_in(Section::kEmployeePlans, {plan(1, "2026-01-01", 1441)}),
            (std::vector<Wrong>{{0, "minutes", "settings.range"}}));
  EXPECT_EQ(wrong_in(Section::kThresholds, {{"lu", "boss", "any", std::int64_t{1}, std::int64_t{2}}}),
            (std::vector<Wrong>{{0, "role", "settings.choice"}}));
}

TEST(Check, ATitleIsTheSameWithoutCaseAndSpaces) {
  EXPECT_EQ(wrong_in(Section::kTypes, {type("Первая линия"), type("первая  Линия")}),
            (std::vector<Wrong>{{1, "title", "settings.twice"}}));
  EXPECT_EQ(wrong_in(Section::kEmployeePlans, {plan(1, "2026-01-01", 1), plan(1, "2026-01-01", 2)}),
            (std::vector<Wrong>{{1, "valid_from", "settings.twice"}}));
}

TEST(Check, AnAlarmComesNotBeforeItsWarning) {
  EXPECT_EQ(wrong_in(Section::kThresholds, {limits(60, 59)}),
            (std::vector<Wrong>{{0, "alarm_minutes", "settings.alarm_first"}}));
}

TEST(Check, AbsencesOfAPersonEndAfterTheyBeginAndDoNotMeet) {
  const auto away = [](std::int64_t user, std::string first, std::string last) -> Row {
    return {user, std::move(first), std::move(last), ""};
  };
  EXPECT_TRUE(
      wrong_in(Section::kAbsences, {away(1, "2026-07-01", "2026-07-14"), away(1, "2026-07-15", "2026-07-15"),
                                    away(2, "2026-07-01", "2026-07-31")})
          .empty());
  EXPECT_EQ(wrong_in(Section::kAbsences, {away(1, "2026-07-02", "2026-07-01")}),
            (std::vector<Wrong>{{0, "last_day", "settings.last_first"}}));
  EXPECT_EQ(wrong_in(Section::kAbsences,
                     {away(1, "2026-07-10", "2026-07-14"), away(1, "2026-07-14", "2026-07-20")}),
            (std::vector<Wrong>{{1, "first_day", "settings.overlap"}}));
  EXPECT_EQ(wrong_in(Section::kAbsences,
                     {away(1, "2026-07-10", "2026-07-14"), away(1, "2026-07-01", "2026-07-10")}),
            (std::vector<Wrong>{{1, "first_day", "settings.overlap"}}));
  EXPECT_EQ(wrong_in(Section::kAbsences,
                     {away(1, "2026-07-10", "2026-07-14"), away(1, "2026-07-10", "2026-07-10")}),
            (std::vector<Wrong>{{1, "first_day", "settings.twice"}}));
}

TEST(Check, RefusesMoreRowsThanAnybodyNeeds) {
  EXPECT_EQ(wrong_in(Section::kTypes, std::vector<Row>(201, type("A"))),
            (std::vector<Wrong>{{0, "", "settings.too_many"}}));
}

TEST(Check, KnowsTheCalendar) {
  for (const char* day : {"2026-01-31", "2024-02-29", "1970-01-01", "2199-12-31"})
    EXPECT_TRUE(is_date(day)) << day;
  for (const char* no : {"2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026/01/01", "", "2026-1-1",
                         "1969-12-31", "2200-01-01", "2026-01-0x"}) {
    EXPECT_FALSE(is_date(no)) << no;
  }
}

}  // namespace
}  // namespace sd::settings
