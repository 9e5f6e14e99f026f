#include "extension/settings/rules/find_by_name.h"

#include <gtest/gtest.h>

namespace sd::settings {
namespace {

const std::vector<Named> kPeople{
    {5, "Яна Семёнова"}, {3, "Анна Ковалёва"}, {9, "Klaus Meyer"}, {2, "Анна Ковалёва"}, {7, "Пётр Аннин"}};

std::vector<std::int64_t> ids(std::string_view typed, std::size_t from = 0, std::size_t most = 50) {
  std::vector<std::int64_t> out;
  for (const Named& one : find_by_name(kPeople, typed, from, most).rows) out.push_back(one.id);
  return out;
}

using Ids = std::vector<std::int64_t>;

TEST(FindByName, NothingTypedIsEverybodyByName) {
  EXPECT_EQ(ids(""), (Ids{9, 2, 3, 7, 5}));
  EXPECT_EQ(ids("  "), (Ids{9, 2, 3, 7, 5}));
}

TEST(FindByName, EveryWordHasToOccurWhateverTheCase) {
  EXPECT_EQ(ids("анн"), (Ids{2, 3, 7}));
  EXPECT_EQ(ids("ков АННА"), (Ids{2, 3}));
  EXPECT_EQ(ids("петр"), (Ids{7}));
  EXPECT_EQ(ids("СЕМЁН"), (Ids{5}));
  EXPECT_EQ(ids("meyer klaus"), (Ids{9}));
  EXPECT_EQ(ids("анна klaus"), (Ids{}));
}

TEST(FindByName, PagesFollowOneAnotherWithoutGaps) {
  const NamedPage first = find_by_name(kPeople, "", 0, 2);
  EXPECT_EQ(first.rows, (std::vector<Named>{{9, "Klaus Meyer"}, {2, "Анна Ковалёва"}}));
  EXPECT_TRUE(first.more);
  EXPECT_EQ(ids("", 2, 2), (Ids{3, 7}));
  EXPECT_EQ(ids("", 4, 2), (Ids{5}));
  EXPECT_FALSE(find_by_name(kPeople, "", 4, 2).more);
  EXPECT_FALSE(find_by_name(kPeople, "", 3, 2).more);
  EXPECT_EQ(ids("", 40, 2), (Ids{}));
}

}  // namespace
}  // namespace sd::settings
