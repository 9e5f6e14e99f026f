#include "kanban/http/group_list.h"

#include <gtest/gtest.h>

namespace sd::kanban {
namespace {

http::Request asked(std::string query) { return {"GET", "/api/board", std::move(query), {}, {}, ""}; }

TEST(GroupList, IsEmptyWhereNobodyNamesGroups) {
  EXPECT_EQ(groups_of(asked("group=7")).value(), std::vector<GroupId>{});
}

TEST(GroupList, KeepsTheOrderAsked) {
  EXPECT_EQ(groups_of(asked("groups=8,7")).value(), (std::vector<GroupId>{GroupId{8}, GroupId{7}}));
  EXPECT_EQ(groups_of(asked("groups=8%2C7")).value().size(), 2U);
}

TEST(GroupList, RefusesWhatIsNoList) {
  std::string many = "groups=1";
  for (int group = 2; group <= 21; ++group) many += "," + std::to_string(group);
  for (const std::string& query :
       {std::string("groups="), std::string("groups=7,"), std::string("groups=7,x"),
        std::string("groups=7,7"), std::string("groups=,7"), many}) {
    EXPECT_EQ(groups_of(asked(query)).error().code, "request.groups") << query;
  }
  EXPECT_EQ(numbers_of(asked("since=1,z"), "since").error().code, "request.since");
}

}  // namespace
}  // namespace sd::kanban
