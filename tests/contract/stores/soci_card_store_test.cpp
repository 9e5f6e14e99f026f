#include "kanban/sql/soci_card_store.h"

#include "tests/contract/stores/card_store_contract.h"
#include "tests/contract/stores/migrated_database.h"

namespace sd::kanban {
namespace {

// Owns the database the store needs.
struct StoreOnDisk {
  test::MigratedDatabase database;
  sql::SociCardStore store{*database};
};

INSTANTIATE_TEST_SUITE_P(Sqlite, CardStoreContract, testing::Values(StoreMaker{[] {
                           const auto owner = std::make_shared<StoreOnDisk>();
                           return std::shared_ptr<CardStore>(owner, &owner->store);
                         }}));

class SociCardStoreTest : public testing::Test {
 protected:
  static CardChange change(std::int64_t ticket, std::int64_t group, const std::string& title = "x") {
    CardChange change;
    change.card.ticket = TicketId{ticket};
    change.card.group = GroupId{group};
    change.card.title = title;
    change.card_changed = true;
    return change;
  }

  test::MigratedDatabase database_;
  sql::SociCardStore store_{*database_};
  const PortalId portal_{1};
};

TEST_F(SociCardStoreTest, KeepsTextAsItIs) {
  const std::string text = "'; DROP TABLE card; -- \"Ж\" :name \xF0\x9F\x94\xA5 %_\n\t";
  ASSERT_TRUE(store_.store(portal_, std::vector{change(1, 77, text)}, {}));
  EXPECT_EQ((*store_.find(portal_, TicketId{1}))->title, text);
}

TEST_F(SociCardStoreTest, KeepsNumbersBeyond32Bits) {
  CardChange big = change(9'007'199'254'740'993, 5'000'000'000);
  big.card.assignee = UserId{6'000'000'000};
  ASSERT_TRUE(store_.store(portal_, std::vector{big}, {}));
  const std::optional<Card> found = *store_.find(portal_, big.card.ticket);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->group, big.card.group);
  EXPECT_EQ(found->assignee, big.card.assignee);
}

TEST_F(SociCardStoreTest, PortalsDoNotSeeOneAnother) {
  ASSERT_TRUE(store_.store(PortalId{1}, std::vector{change(5, 77, "ours")}, {}));
  ASSERT_TRUE(store_.store(PortalId{2}, std::vector{change(5, 77, "theirs")}, {}));
  ASSERT_TRUE(store_.store(PortalId{2}, {}, std::vector{TicketId{5}}));
  EXPECT_EQ((*store_.find(PortalId{1}, TicketId{5}))->title, "ours");
  EXPECT_EQ(*store_.revision(PortalId{1}, GroupId{77}), 1);
  EXPECT_EQ(store_.changes(PortalId{1}, GroupId{77}, 0)->gone.size(), 0u);
}

TEST_F(SociCardStoreTest, ABatchThatFailsLeavesNothingBehind) {
  ASSERT_TRUE(store_.store(portal_, std::vector{change(1, 77)}, {}));
  test::refuse_rows(*database_, "card", "NEW.ticket = 3");
  const auto refused = store_.store(portal_, std::vector{change(2, 77), change(3, 77)}, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "db.constraint");
  EXPECT_FALSE(store_.find(portal_, TicketId{2})->has_value());
  EXPECT_EQ(*store_.revision(portal_, GroupId{77}), 1);
}

TEST_F(SociCardStoreTest, RevisionsGoOnAfterAGroupWasUnboundAndBoundAgain) {
  ASSERT_TRUE(store_.store(portal_, std::vector{change(1, 77)}, {}));
  ASSERT_TRUE(store_.store(portal_, std::vector{change(2, 77)}, {}));
  ASSERT_TRUE(store_.unbind(portal_, GroupId{77}));
  ASSERT_TRUE(store_.store(portal_, std::vector{change(1, 77)}, {}));
  EXPECT_GT(*store_.revision(portal_, GroupId{77}), 2);
}

TEST_F(SociCardStoreTest, ATitleThatComesBackIsRememberedAgain) {
  const auto put = [&](const char* title, std::int64_t ms) {
    const std::vector stages{Stage{StageId{501}, GroupId{77}, title, "00C4FB", 100, Role::kIntake}};
    ASSERT_TRUE(store_.put_stages(portal_, GroupId{77}, stages, from_ms(ms)));
  };
  put("A", 1);
  put("B", 2);
  put("A", 3);
  put("A", 4);
  const std::vector<StageTitle> titles = *store_.titles(portal_, GroupId{77});
  ASSERT_EQ(titles.size(), 3u);
  EXPECT_EQ(titles[2].title, "A");
  EXPECT_EQ(titles[2].seen_at, from_ms(3));
}

// Without its figures SQLite would read the cards of the whole portal for one group's board. A server counts
// for itself, once there is something to count.
TEST_F(SociCardStoreTest, ABoardIsReadThroughItsIndex) {
  std::vector<CardChange> changes;
  for (std::int64_t ticket = 1; ticket <= 800; ++ticket) {
    changes.push_back(change(ticket, 70 + ticket % 40));
    changes.back().card.role = ticket % 80 == 7 ? Role::kWork : Role::kDone;
    if (ticket % 100 == 0) {
      ASSERT_TRUE(store_.store(portal_, changes, {}));
      changes.clear();
    }
  }
  const auto plan = [&](const std::string& condition) {
    return test::plan_of(*database_, "SELECT title FROM card WHERE " + condition);
  };
  EXPECT_NE(plan("portal = 1 AND group_id = 77 AND role IN ('intake', 'work')").find("card_board"),
            std::string::npos);
  EXPECT_NE(plan("portal = 1 AND group_id = 77 AND revision > 5").find("card_revision"), std::string::npos);
}

TEST_F(SociCardStoreTest, HistoriesOfMorePagesThanOneComeWhole) {
  std::vector<CardChange> changes;
  for (std::int64_t ticket = 1; ticket <= 600; ++ticket) changes.push_back(change(ticket, 77));
  ASSERT_TRUE(store_.store(portal_, changes, {}));
  std::int64_t expected = 0;
  ASSERT_TRUE(store_.each_history(portal_, GroupId{77}, [&](const Card& card, const auto&) {
    EXPECT_EQ(card.ticket.value(), ++expected);
    return true;
  }));
  EXPECT_EQ(expected, 600);
}

}  // namespace
}  // namespace sd::kanban
