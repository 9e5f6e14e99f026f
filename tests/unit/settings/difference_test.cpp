#include "extension/settings/rules/difference.h"

#include <gtest/gtest.h>

namespace sd::settings {
namespace {

using Changes = std::vector<Changed>;

Row type(std::string title, std::string color = "") {
  return {std::move(title), std::move(color), "", std::int64_t{0}};
}

Changes of(std::vector<Row> before, std::vector<Row> after, const Origins& origins = {}) {
  return difference(describe(Section::kTypes), before, after, origins);
}

TEST(Difference, TellsEachFieldThatChanged) {
  EXPECT_EQ(of({type("A", "FF0000")}, {type("A", "00FF00")}), (Changes{{"A", "color", "FF0000", "00FF00"}}));
  EXPECT_TRUE(of({type("A")}, {type("A")}).empty());
}

TEST(Difference, TellsWhatANewRowAndALostOneHold) {
  EXPECT_EQ(of({type("A", "FF0000")}, {type("B")}),
            (Changes{{"B", "added", "", ""}, {"A", "removed", "", ""}, {"A", "color", "FF0000", ""}}));
}

TEST(Difference, ARenamedRowIsTheSameRow) {
  EXPECT_EQ(of({type("A", "FF0000")}, {type("B", "FF0000")}, {{0, "A"}}),
            (Changes{{"B", "title", "A", "B"}}));
}

TEST(Difference, TellsANewOrderOnce) {
  EXPECT_EQ(of({type("A"), type("B"), type("C")}, {type("C"), type("A"), type("B")}),
            (Changes{{"", "order", "A, B, C", "C, A, B"}}));
  EXPECT_EQ(of({type("A"), type("B")}, {type("B")}), (Changes{{"A", "removed", "", ""}}));
}

TEST(Difference, NamesRowsByTheirWholeKey) {
  const Row before{std::int64_t{7}, "2026-01-01", std::int64_t{480}};
  const Row after{std::int64_t{7}, "2026-01-01", std::int64_t{360}};
  EXPECT_EQ(difference(describe(Section::kEmployeePlans), {{before}}, {{after}}),
            (Changes{{"7 | 2026-01-01", "minutes", "480", "360"}}));
}

}  // namespace
}  // namespace sd::settings
