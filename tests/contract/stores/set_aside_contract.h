// What every SetAside must do.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <vector>

#include "webhooks/set_aside.h"

namespace sd::webhooks {

// A SetAside and the way rows get into it.
class SetAsideWorld {
 public:
  virtual ~SetAsideWorld() = default;
  virtual SetAside& aside() = 0;
  // A row accepted at `received` and given up at `given_up`; returns its id.
  virtual std::int64_t give_up(PortalId portal, EventKind kind, std::int64_t object, TimePoint received,
                               TimePoint given_up) = 0;
};
using SetAsideMaker = std::function<std::shared_ptr<SetAsideWorld>()>;

class SetAsideContract : public testing::TestWithParam<SetAsideMaker> {
 protected:
  static TimePoint at(std::int64_t seconds) { return from_ms(1'760'000'000'000 + seconds * 1'000); }

  std::int64_t given_up(std::int64_t portal, std::int64_t object, std::int64_t second,
                        EventKind kind = EventKind::kTicket) {
    return world_->give_up(PortalId{portal}, kind, object, at(second), at(second + 60));
  }

  const PortalId portal_{1};
  std::shared_ptr<SetAsideWorld> world_ = GetParam()();
  SetAside& aside_ = world_->aside();
};

TEST_P(SetAsideContract, ListsTheLatestFirstOfThePortalAlone) {
  const std::int64_t first = given_up(1, 10, 0);
  const std::int64_t second = given_up(1, 77, 5, EventKind::kGroup);
  given_up(2, 30, 9);
  const std::vector<AsideRow> rows = *aside_.rows(portal_, 10);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0], (AsideRow{second, EventKind::kGroup, 77, "portal.shape", 8, at(5), at(65)}));
  EXPECT_EQ(rows[1], (AsideRow{first, EventKind::kTicket, 10, "portal.shape", 8, at(0), at(60)}));
  EXPECT_EQ(aside_.rows(portal_, 1)->size(), 1u);
  EXPECT_TRUE(aside_.rows(PortalId{3}, 10)->empty());
}

TEST_P(SetAsideContract, CountsWhatWasGivenUp) {
  EXPECT_EQ(*aside_.backlog(portal_), Backlog{});
  given_up(1, 10, 0);
  given_up(1, 11, 1);
  given_up(2, 12, 2);
  EXPECT_EQ(aside_.backlog(portal_)->set_aside, 2);
}

TEST_P(SetAsideContract, RunsTheChosenAgainOnceAndLeavesTheOthers) {
  const std::int64_t id = given_up(1, 10, 0);
  const std::int64_t left = given_up(1, 11, 1);
  const std::int64_t other = given_up(2, 12, 2);
  EXPECT_EQ(aside_.run_again(portal_, {{id, other + 1'000}, false}, at(500)).value(), 1);
  ASSERT_EQ(aside_.rows(portal_, 10)->size(), 1u);
  EXPECT_EQ(aside_.rows(portal_, 10)->front().id, left);
  EXPECT_EQ(aside_.run_again(portal_, {{id}, false}, at(501)).value(), 0);
  EXPECT_EQ(aside_.backlog(PortalId{2})->set_aside, 1);
}

TEST_P(SetAsideContract, RunsAllOfThePortalAgainOrNone) {
  given_up(1, 10, 0);
  given_up(1, 11, 1);
  given_up(2, 12, 2);
  EXPECT_EQ(aside_.run_again(portal_, {}, at(500)).value(), 0);
  EXPECT_EQ(aside_.run_again(portal_, {{}, true}, at(500)).value(), 2);
  EXPECT_EQ(aside_.backlog(portal_)->set_aside, 0);
  EXPECT_EQ(aside_.backlog(PortalId{2})->set_aside, 1);
}

TEST_P(SetAsideContract, DiscardsTheChosenOrAll) {
  const std::int64_t id = given_up(1, 10, 0);
  given_up(1, 11, 0);
  given_up(2, 12, 2);
  EXPECT_EQ(aside_.discard(portal_, {{id}, false}).value(), 1);
  EXPECT_EQ(aside_.discard(portal_, {{id}, false}).value(), 0);
  EXPECT_EQ(aside_.discard(portal_, {{}, true}).value(), 1);
  EXPECT_TRUE(aside_.rows(portal_, 10)->empty());
  EXPECT_EQ(aside_.backlog(PortalId{2})->set_aside, 1);
}

}  // namespace sd::webhooks
