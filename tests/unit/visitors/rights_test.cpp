#include "extension/visitors/rights.h"

#include <gtest/gtest.h>

#include <vector>

namespace sd::visitors {
namespace {

struct Row {
  const char* name;
  bool administrator;
  bool external;
  std::vector<kanban::GroupMember> members;
  Standing standing;
  bool sees_board;
};

class StandingTest : public testing::TestWithParam<Row> {};

TEST_P(StandingTest, FollowsTheTable) {
  const Row& row = GetParam();
  session::Session session;
  session.user = UserId{17};
  session.administrator = row.administrator;
  session.external = row.external;
  EXPECT_EQ(standing_in(session, row.members), row.standing);
  EXPECT_EQ(may_see_board(row.standing), row.sees_board);
}

INSTANTIATE_TEST_SUITE_P(
    Domain1, StandingTest,
    testing::Values(
        Row{"administrator", true, false, {}, Standing::kAdministrator, true},
        Row{"owner", false, false, {{UserId{17}, 'A'}}, Standing::kManager, true},
        Row{"moderator", false, false, {{UserId{3}, 'A'}, {UserId{17}, 'E'}}, Standing::kManager, true},
        Row{"member", false, false, {{UserId{17}, 'K'}}, Standing::kAgent, true},
        Row{"stranger", false, false, {{UserId{3}, 'A'}}, Standing::kNobody, false},
        Row{"client", false, true, {{UserId{17}, 'K'}}, Standing::kClient, false}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace sd::visitors
