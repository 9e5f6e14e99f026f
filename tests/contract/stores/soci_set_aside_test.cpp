#include "webhooks/sql/soci_set_aside.h"

#include "tests/contract/stores/migrated_database.h"
#include "webhooks/sql/soci_inbox.h"

namespace sd::webhooks {
namespace {

class SociSetAsideTest : public testing::Test {
 protected:
  static TimePoint at(std::int64_t seconds) { return from_ms(1'760'000'000'000 + seconds * 1'000); }

  // Accepts a row and gives it up; returns its id.
  std::int64_t given_up(std::int64_t portal, std::int64_t object, std::int64_t second,
                        EventKind kind = EventKind::kTicket, const std::string& payload = {}) {
    EXPECT_TRUE(inbox_->append(std::vector<NewRow>{{PortalId{portal}, kind, object, payload, at(second)}}));
    const std::int64_t id = inbox_->due(PortalId{portal}, at(second), 100)->back().id;
    settle(portal, id, Settlement::Outcome::kSetAside, second + 60);
    return id;
  }
  void settle(std::int64_t portal, std::int64_t id, Settlement::Outcome outcome, std::int64_t second) {
    EXPECT_TRUE(inbox_->settle(PortalId{portal},
                               std::vector<Settlement>{{id, outcome, 8, {}, "portal.shape"}}, at(second)));
  }

  const PortalId portal_{1};
  test::MigratedDatabase database_{storage::inbox_migrations()};
  storage::SodiumSealer sealer_{storage::SodiumSealer::Key{7}};
  std::unique_ptr<SociInbox> inbox_ = std::move(SociInbox::open(*database_, sealer_)).value();
  SociSetAside aside_{*database_};
};

TEST_F(SociSetAsideTest, ListsTheLatestFirstOfThePortalAlone) {
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

TEST_F(SociSetAsideTest, CountsWhatWaitsAndWhatWasGivenUp) {
  EXPECT_EQ(*aside_.backlog(portal_), Backlog{});
  given_up(1, 10, 0);
  ASSERT_TRUE(inbox_->append(std::vector<NewRow>{{portal_, EventKind::kTicket, 20, {}, at(30)},
                                                 {portal_, EventKind::kTicket, 21, {}, at(20)},
                                                 {PortalId{2}, EventKind::kTicket, 21, {}, at(1)}}));
  EXPECT_EQ(*aside_.backlog(portal_), (Backlog{2, at(20), 1, std::nullopt}));
  settle(1, inbox_->due(portal_, at(40), 1)->front().id, Settlement::Outcome::kDone, 41);
  EXPECT_EQ(*aside_.backlog(portal_), (Backlog{1, at(30), 1, at(41)}));
}

TEST_F(SociSetAsideTest, ARowRunAgainIsDueAtOnceWithAllItsAttempts) {
  const std::int64_t id = given_up(1, 10, 0);
  const std::int64_t left = given_up(1, 11, 1);
  EXPECT_EQ(aside_.run_again(portal_, {{id, 999}, false}, at(500)).value(), 1);
  const std::vector<InboxRow> due = *inbox_->due(portal_, at(500), 10);
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].id, id);
  EXPECT_EQ(due[0].attempts, 0);
  EXPECT_TRUE(inbox_->due(portal_, at(499), 10)->empty());
  ASSERT_EQ(aside_.rows(portal_, 10)->size(), 1u);
  EXPECT_EQ(aside_.rows(portal_, 10)->front().id, left);
  EXPECT_EQ(aside_.run_again(portal_, {{id}, false}, at(501)).value(), 0);  // it waits already
}

TEST_F(SociSetAsideTest, RunsAllAgainOrNone) {
  given_up(1, 10, 0);
  given_up(1, 11, 1);
  given_up(2, 12, 2);
  EXPECT_EQ(aside_.run_again(portal_, {}, at(500)).value(), 0);
  EXPECT_EQ(aside_.run_again(portal_, {{}, true}, at(500)).value(), 2);
  EXPECT_EQ(aside_.backlog(portal_)->waiting, 2);
  EXPECT_EQ(aside_.backlog(PortalId{2})->set_aside, 1);
}

TEST_F(SociSetAsideTest, DiscardsWhatIsSetAsideAndNothingElse) {
  const std::int64_t id = given_up(1, 10, 0);
  given_up(1, 11, 0);
  ASSERT_TRUE(inbox_->append(std::vector<NewRow>{{portal_, EventKind::kTicket, 20, {}, at(30)}}));
  const std::int64_t waiting = inbox_->due(portal_, at(30), 1)->front().id;
  EXPECT_EQ(aside_.discard(portal_, {{id, waiting}, false}).value(), 1);
  EXPECT_EQ(aside_.discard(portal_, {{}, true}).value(), 1);
  EXPECT_EQ(*aside_.backlog(portal_), (Backlog{1, at(30), 0, std::nullopt}));
}

TEST_F(SociSetAsideTest, AnApplicationEventRunAgainStillHasItsForm) {
  const std::int64_t id = given_up(1, 0, 0, EventKind::kApplication, "event=ONAPPUPDATE");
  ASSERT_EQ(aside_.run_again(portal_, {{id}, false}, at(500)).value(), 1);
  EXPECT_EQ(inbox_->due(portal_, at(500), 1)->front().payload, "event=ONAPPUPDATE");
}

TEST_F(SociSetAsideTest, NothingIsKeptOfAStrangersForm) {
  given_up(0, 0, 0, EventKind::kApplication, "event=ONAPPINSTALL");
  EXPECT_EQ(database_.number("SELECT COUNT(*) FROM inbox WHERE payload_sealed <> ''"), 0);
}

}  // namespace
}  // namespace sd::webhooks
