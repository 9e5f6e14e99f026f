#include "kanban/http/feed_hub.h"

#include <gtest/gtest.h>

#include "tests/doubles/fake_clock.h"

namespace sd::kanban {
namespace {

class FeedHubTest : public testing::Test {
 protected:
  void wait(std::int64_t since) {
    hub_.wait(portal_, group_, since, clock_.now() + Millis{25'000},
              [this](std::int64_t revision) { woken_.push_back(revision); });
  }

  test::FakeClock clock_;
  FeedHub hub_;
  PortalId portal_{1};
  GroupId group_{77};
  std::vector<std::int64_t> woken_;
};

TEST_F(FeedHubTest, WakesAtTheNextRevision) {
  wait(5);
  hub_.changed(portal_, GroupId{78}, 9);
  EXPECT_TRUE(woken_.empty()) << "another group's change";
  hub_.changed(portal_, group_, 5);
  EXPECT_TRUE(woken_.empty()) << "nothing newer";
  hub_.changed(portal_, group_, 6);
  EXPECT_EQ(woken_, std::vector<std::int64_t>{6});
  EXPECT_EQ(hub_.waiting(), 0U);
}

TEST_F(FeedHubTest, AnswersAtOnceWhenAlreadyBehind) {
  hub_.changed(portal_, group_, 6);
  wait(5);
  EXPECT_EQ(woken_, std::vector<std::int64_t>{6});
}

TEST_F(FeedHubTest, EndsTheWaitAtItsDeadline) {
  wait(0);
  clock_.advance(Millis{24'999});
  hub_.expire(clock_.now());
  EXPECT_TRUE(woken_.empty());
  clock_.advance(Millis{1});
  hub_.expire(clock_.now());
  EXPECT_EQ(woken_, std::vector<std::int64_t>{0});
}

TEST_F(FeedHubTest, NamesTheBoardsSomebodyWaitsFor) {
  EXPECT_TRUE(hub_.watched().empty());
  wait(0);
  wait(3);
  EXPECT_EQ(hub_.watched(), (std::vector{std::pair(portal_, group_)}));
  hub_.changed(portal_, group_, 4);
  EXPECT_TRUE(hub_.watched().empty());
}

TEST_F(FeedHubTest, WhoWaitsForSeveralBoardsIsWokenOnceByTheFirst) {
  const FeedHub::Shown shown[] = {{group_, 5}, {GroupId{78}, 2}};
  for (int look = 0; look < 3; ++look) {
    hub_.wait(portal_, shown, clock_.now() + Millis{25'000},
              [this](std::int64_t revision) { woken_.push_back(revision); });
  }
  EXPECT_EQ(hub_.waiting(), 3U);
  hub_.changed(portal_, GroupId{78}, 3);
  EXPECT_EQ(woken_, (std::vector<std::int64_t>{3, 3, 3}));
  EXPECT_EQ(hub_.waiting(), 0U);
  hub_.changed(portal_, group_, 6);
  EXPECT_EQ(woken_.size(), 3U) << "nobody is told twice";
  hub_.wait(portal_, shown, clock_.now() + Millis{25'000},
            [this](std::int64_t revision) { woken_.push_back(revision); });
  EXPECT_EQ(woken_.back(), 6) << "one of them is newer already";
}

TEST_F(FeedHubTest, ReleasesEverybodyAtTheEnd) {
  wait(0);
  wait(3);
  hub_.release_all();
  EXPECT_EQ(woken_.size(), 2U);
}

TEST_F(FeedHubTest, AnOldRevisionDoesNotHideANewerOne) {
  hub_.changed(portal_, group_, 8);
  hub_.changed(portal_, group_, 7);
  wait(7);
  EXPECT_EQ(woken_, std::vector<std::int64_t>{8});
}

}  // namespace
}  // namespace sd::kanban
