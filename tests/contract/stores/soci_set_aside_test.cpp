#include "webhooks/sql/soci_set_aside.h"

#include "tests/contract/stores/migrated_database.h"
#include "tests/contract/stores/set_aside_contract.h"
#include "tests/doubles/memory_set_aside.h"
#include "webhooks/sql/soci_inbox.h"

namespace sd::webhooks {
namespace {

// Rows go the way they go in the service: accepted by the inbox, given up by the drain.
class SociWorld : public SetAsideWorld {
 public:
  SetAside& aside() override { return aside_; }

  std::int64_t give_up(PortalId portal, EventKind kind, std::int64_t object, TimePoint received,
                       TimePoint given_up) override {
    return give_up_with(portal, kind, object, {}, received, given_up);
  }
  std::int64_t give_up_with(PortalId portal, EventKind kind, std::int64_t object, const std::string& payload,
                            TimePoint received, TimePoint given_up) {
    const std::int64_t id = accept(portal, kind, object, payload, received);
    settle(portal, id, Settlement::Outcome::kSetAside, given_up);
    return id;
  }
  std::int64_t accept(PortalId portal, EventKind kind, std::int64_t object, const std::string& payload,
                      TimePoint received) {
    EXPECT_TRUE(inbox->append(std::vector<NewRow>{{portal, kind, object, payload, received}}));
    std::int64_t newest = 0;
    const std::vector<InboxRow> due = inbox->due(portal, received, 100).value();
    for (const InboxRow& row : due) newest = std::max(newest, row.id);
    return newest;
  }
  void settle(PortalId portal, std::int64_t id, Settlement::Outcome outcome, TimePoint now) {
    EXPECT_TRUE(inbox->settle(portal, std::vector<Settlement>{{id, outcome, 8, {}, "portal.shape"}}, now));
  }

  test::MigratedDatabase database{storage::inbox_migrations()};
  storage::SodiumSealer sealer{storage::SodiumSealer::Key{7}};
  std::unique_ptr<SociInbox> inbox = std::move(SociInbox::open(*database, sealer)).value();

 private:
  SociSetAside aside_{*database};
};

class MemoryWorld final : public SetAsideWorld {
 public:
  SetAside& aside() override { return aside_; }
  std::int64_t give_up(PortalId portal, EventKind kind, std::int64_t object, TimePoint received,
                       TimePoint given_up) override {
    aside_.aside[portal].push_back({++last_, kind, object, "portal.shape", 8, received, given_up});
    return last_;
  }

 private:
  test::MemorySetAside aside_;
  std::int64_t last_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Soci, SetAsideContract,
                         testing::Values(SetAsideMaker{[] { return std::make_shared<SociWorld>(); }}));
INSTANTIATE_TEST_SUITE_P(Memory, SetAsideContract,
                         testing::Values(SetAsideMaker{[] { return std::make_shared<MemoryWorld>(); }}));

class SociSetAsideTest : public testing::Test {
 protected:
  static TimePoint at(std::int64_t seconds) { return from_ms(1'760'000'000'000 + seconds * 1'000); }

  const PortalId portal_{1};
  SociWorld world_;
  SetAside& aside_ = world_.aside();
};

TEST_F(SociSetAsideTest, CountsWhatWaitsAndWhenSomethingWasDoneLast) {
  const std::int64_t first = world_.accept(portal_, EventKind::kTicket, 20, {}, at(20));
  world_.accept(portal_, EventKind::kTicket, 21, {}, at(30));
  world_.accept(PortalId{2}, EventKind::kTicket, 21, {}, at(1));
  EXPECT_EQ(*aside_.backlog(portal_), (Backlog{2, at(20), 0, std::nullopt}));
  world_.settle(portal_, first, Settlement::Outcome::kDone, at(41));
  EXPECT_EQ(*aside_.backlog(portal_), (Backlog{1, at(30), 0, at(41)}));
}

TEST_F(SociSetAsideTest, ARowRunAgainIsDueAtOnceWithAllItsAttempts) {
  const std::int64_t id = world_.give_up(portal_, EventKind::kTicket, 10, at(0), at(60));
  ASSERT_EQ(aside_.run_again(portal_, {{id}, false}, at(500)).value(), 1);
  EXPECT_TRUE(world_.inbox->due(portal_, at(499), 10)->empty());
  const std::vector<InboxRow> due = *world_.inbox->due(portal_, at(500), 10);
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].id, id);
  EXPECT_EQ(due[0].attempts, 0);
}

TEST_F(SociSetAsideTest, RowsThatWaitAreNeitherRunAgainNorDiscarded) {
  const std::int64_t waiting = world_.accept(portal_, EventKind::kTicket, 20, {}, at(30));
  EXPECT_EQ(aside_.discard(portal_, {{waiting}, false}).value(), 0);
  EXPECT_EQ(aside_.discard(portal_, {{}, true}).value(), 0);
  EXPECT_EQ(aside_.run_again(portal_, {{waiting}, false}, at(40)).value(), 0);
  EXPECT_EQ(aside_.backlog(portal_)->waiting, 1);
}

TEST_F(SociSetAsideTest, AnApplicationEventRunAgainStillHasItsForm) {
  const std::int64_t id =
      world_.give_up_with(portal_, EventKind::kApplication, 0, "event=ONAPPUPDATE", at(0), at(60));
  ASSERT_EQ(aside_.run_again(portal_, {{id}, false}, at(500)).value(), 1);
  EXPECT_EQ(world_.inbox->due(portal_, at(500), 1)->front().payload, "event=ONAPPUPDATE");
}

TEST_F(SociSetAsideTest, NothingIsKeptOfAStrangersForm) {
  world_.give_up_with(PortalId{0}, EventKind::kApplication, 0, "event=ONAPPINSTALL", at(0), at(60));
  EXPECT_EQ(world_.database.number("SELECT COUNT(*) FROM inbox WHERE payload_sealed <> ''"), 0);
}

}  // namespace
}  // namespace sd::webhooks
