#include "extension/portal/json_reading.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace sd::portal {
namespace {

TEST(JsonReading, TakesNumbersHoweverTheyAreWritten) {
  const auto value =
      json::parse(R"([7, "7", "-12", 7.0, "", " 7", "7x", 7.5, 1e30, null, true, "99999999999999999999"])");
  const auto& list = value.get_array();
  EXPECT_EQ(to_integer(list[0]), 7);
  EXPECT_EQ(to_integer(list[1]), 7);
  EXPECT_EQ(to_integer(list[2]), -12);
  EXPECT_EQ(to_integer(list[3]), 7);
  for (std::size_t i = 4; i < list.size(); ++i) EXPECT_FALSE(to_integer(list[i])) << i;
}

TEST(JsonReading, KnowsEveryFormOfNothing) {
  for (const char* text : {"null", "false", "\"\"", "[]", "{}"})
    EXPECT_TRUE(is_empty(json::parse(text))) << text;
  for (const char* text : {"0", "true", "\"0\"", "[0]"}) EXPECT_FALSE(is_empty(json::parse(text))) << text;
}

TEST(JsonReading, MakesTextOfEverything) {
  EXPECT_EQ(to_text(json::parse("1.5")), "1.5");
  EXPECT_EQ(to_text(json::parse("2")), "2");
  EXPECT_EQ(to_text(json::parse("\"1.50\"")), "1.50");
  EXPECT_EQ(to_text(json::parse("true")), "1");
  EXPECT_EQ(to_text(json::parse("false")), "");
  EXPECT_EQ(to_text(json::parse(R"(["a",2,[]])")), "a,2,");
  EXPECT_EQ(to_text(json::parse("1e999")), "");
}

TEST(JsonReading, ReadsFlags) {
  for (const char* text : {"true", "1", "\"1\"", "\"Y\"", "\"true\""})
    EXPECT_TRUE(to_flag(json::parse(text))) << text;
  for (const char* text : {"false", "0", "\"N\"", "\"\"", "null", "[]"})
    EXPECT_FALSE(to_flag(json::parse(text))) << text;
}

TEST(JsonReading, RefusesDeepNestingAndTrailingText) {
  EXPECT_EQ(parse_json(std::string(64, '[') + std::string(64, ']')).error().code, "portal.not_json");
  EXPECT_EQ(parse_json("{} x").error().code, "portal.not_json");
  EXPECT_EQ(parse_json("").error().code, "portal.not_json");
  EXPECT_EQ(parse_json("<html>").error().code, "portal.not_json");
}

TEST(JsonReading, RemembersTheFirstWrongFieldOfARow) {
  const auto value = json::parse(R"({"id":"8","at":"2026-01-02T10:00:00+03:00","bad":"x","worse":{}})");
  RowReader row(value, "task");
  EXPECT_EQ(row.integer("id"), 8);
  EXPECT_EQ(row.time("at"), from_ms(1767337200000));
  EXPECT_EQ(row.integer_or("absent", 5), 5);
  EXPECT_FALSE(row.time_or_none("worse"));
  EXPECT_FALSE(row.error());
  row.integer("bad");
  row.time("id");
  ASSERT_TRUE(row.error());
  EXPECT_EQ(row.error()->code, "portal.shape");
  EXPECT_EQ(row.error()->detail, "task.bad is not a whole number");
}

TEST(JsonReading, TreatsAnEmptyListAsAnEmptyObject) {
  EXPECT_EQ(member(json::parse("[]"), "task"), nullptr);
  EXPECT_EQ(member_at(json::parse(R"({"value":[]})"), "value.from"), nullptr);
}

}  // namespace
}  // namespace sd::portal
