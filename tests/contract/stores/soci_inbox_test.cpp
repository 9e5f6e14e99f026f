#include "webhooks/sql/soci_inbox.h"

#include <algorithm>
#include <set>
#include <thread>

#include "tests/contract/stores/migrated_database.h"

namespace sd::webhooks {
namespace {

class SociInboxTest : public testing::Test {
 protected:
  static TimePoint at(std::int64_t seconds) { return from_ms(1'760'000'000'000 + seconds * 1'000); }

  static NewRow ticket(std::int64_t portal, std::int64_t id, std::int64_t second = 0) {
    return {PortalId{portal}, EventKind::kTicket, id, {}, at(second)};
  }

  std::unique_ptr<SociInbox> open() { return std::move(SociInbox::open(*database_, sealer_)).value(); }

  std::vector<std::int64_t> due_tickets(std::int64_t portal, TimePoint now, std::size_t limit = 100) {
    std::vector<std::int64_t> tickets;
    const std::vector<InboxRow> due = inbox_->due(PortalId{portal}, now, limit).value();
    for (const InboxRow& row : due) tickets.push_back(row.object_id);
    return tickets;
  }

  test::MigratedDatabase database_{storage::inbox_migrations()};
  storage::SodiumSealer sealer_{storage::SodiumSealer::Key{7}};
  std::unique_ptr<SociInbox> inbox_ = open();
};

TEST_F(SociInboxTest, GivesBackWhatIsDueOldestFirst) {
  ASSERT_TRUE(
      inbox_->append(std::vector{ticket(1, 30, 5), ticket(1, 10, 0), ticket(2, 99), ticket(1, 20, 0)}));
  EXPECT_EQ(due_tickets(1, at(10)), (std::vector<std::int64_t>{10, 20, 30}));
  EXPECT_EQ(due_tickets(1, at(1)), (std::vector<std::int64_t>{10, 20}));
  EXPECT_EQ(due_tickets(1, at(10), 1), (std::vector<std::int64_t>{10}));
  EXPECT_EQ(due_tickets(2, at(10)), (std::vector<std::int64_t>{99}));
}

// Each numbers its rows by itself on SQLite, where there is one; a server numbers them.
TEST_F(SociInboxTest, SeveralProcessesOnOneServerKeepEveryRow) {
  if (!test::on_server()) GTEST_SKIP() << "a file has one process";
  const std::unique_ptr<SociInbox> other = open();
  std::thread beside([&] {
    for (std::int64_t i = 0; i < 50; ++i) EXPECT_TRUE(other->append(std::vector{ticket(1, 1'000 + i)}));
  });
  for (std::int64_t i = 0; i < 50; ++i) EXPECT_TRUE(inbox_->append(std::vector{ticket(1, i)}));
  beside.join();
  std::vector<std::int64_t> tickets = due_tickets(1, at(10));
  std::sort(tickets.begin(), tickets.end());
  tickets.erase(std::unique(tickets.begin(), tickets.end()), tickets.end());
  EXPECT_EQ(tickets.size(), 100u);
  std::set<std::int64_t> ids;
  const auto due = inbox_->due(PortalId{1}, at(10), 200);
  for (const InboxRow& row : *due) ids.insert(row.id);
  EXPECT_EQ(ids.size(), 100u);
}

NewQueueRow queue_row(std::int64_t ticket, std::int64_t number, std::int64_t second = 0) {
  NewRow row{PortalId{1}, EventKind::kTicket, ticket, {}, from_ms(1'760'000'000'000)};
  return {std::move(row), number, "ONTASKUPDATE", std::string(32, 'a'), from_ms(second * 1'000)};
}

TEST_F(SociInboxTest, KeepsARowOfTheQueueOnce) {
  EXPECT_EQ(inbox_->append_once(std::vector{queue_row(10, 51), queue_row(20, 52)}).value(), 2u);
  EXPECT_EQ(inbox_->append_once(std::vector{queue_row(20, 52), queue_row(30, 53)}).value(), 1u);
  EXPECT_EQ(due_tickets(1, at(0)), (std::vector<std::int64_t>{10, 20, 30}));
  // The same message once more is another change when its time or its number differs.
  EXPECT_EQ(inbox_->append_once(std::vector{queue_row(10, 54), queue_row(10, 54, 1)}).value(), 2u);
  NewQueueRow elsewhere = queue_row(10, 51);
  elsewhere.row.portal = PortalId{2};
  EXPECT_EQ(inbox_->append_once(std::vector{elsewhere}).value(), 1u);
  EXPECT_EQ(inbox_->append_once(std::vector{queue_row(7, 0), queue_row(7, 0)}).value(), 2u) << "no key";
  EXPECT_EQ(inbox_->append_once({}).value(), 0u);
}

TEST_F(SociInboxTest, RemembersTakenRowsAcrossARestartUntilTheyArePurged) {
  ASSERT_TRUE(inbox_->append_once(std::vector{queue_row(10, 51), queue_row(20, 52)}));
  inbox_ = open();
  EXPECT_EQ(inbox_->append_once(std::vector{queue_row(10, 51)}).value(), 0u);
  EXPECT_EQ(inbox_->purge(at(0), at(0), 100).value(), 0);
  EXPECT_EQ(inbox_->purge(at(1), at(1), 100).value(), 2);
  EXPECT_EQ(database_.number("SELECT COUNT(*) FROM queue_taken"), 0);
}

TEST_F(SociInboxTest, KeepsRowsOfTheQueueAllOrNothing) {
  test::refuse_rows(*database_, "inbox", "NEW.object_id = 13");
  EXPECT_FALSE(inbox_->append_once(std::vector{queue_row(12, 51), queue_row(13, 52)}));
  EXPECT_EQ(database_.number("SELECT COUNT(*) FROM inbox"), 0);
  EXPECT_EQ(inbox_->append_once(std::vector{queue_row(12, 51)}).value(), 1u);
}

TEST_F(SociInboxTest, NamesEveryPortalThatWaitsAndSinceWhen) {
  EXPECT_TRUE(inbox_->waiting()->empty());
  ASSERT_TRUE(
      inbox_->append(std::vector{ticket(7, 1, 5), ticket(7, 2, 3), ticket(2, 1, 9), ticket(0, 0, 1)}));
  const std::vector<Waiting> waiting = *inbox_->waiting();
  ASSERT_EQ(waiting.size(), 3u);
  EXPECT_EQ(waiting[0].portal, PortalId{0});
  EXPECT_EQ(waiting[1].portal, PortalId{2});
  EXPECT_EQ(waiting[2].portal, PortalId{7});
  EXPECT_EQ(waiting[2].earliest, at(3));
}

TEST_F(SociInboxTest, DoneRowsAreNotGivenAgain) {
  ASSERT_TRUE(inbox_->append(std::vector{ticket(1, 10), ticket(1, 20)}));
  const std::vector<InboxRow> rows = *inbox_->due(PortalId{1}, at(0), 10);
  ASSERT_TRUE(inbox_->settle(
      PortalId{1}, std::vector<Settlement>{{rows[0].id, Settlement::Outcome::kDone, 1, {}, ""}}, at(1)));
  EXPECT_EQ(due_tickets(1, at(2)), (std::vector<std::int64_t>{20}));
}

TEST_F(SociInboxTest, ARetryComesWhenItIsDueWithItsAttempts) {
  ASSERT_TRUE(inbox_->append(std::vector{ticket(1, 10)}));
  const std::int64_t id = inbox_->due(PortalId{1}, at(0), 10)->front().id;
  ASSERT_TRUE(inbox_->settle(
      PortalId{1}, std::vector<Settlement>{{id, Settlement::Outcome::kRetry, 3, at(60), "portal.limit"}},
      at(1)));
  EXPECT_TRUE(due_tickets(1, at(59)).empty());
  const std::vector<InboxRow> again = *inbox_->due(PortalId{1}, at(60), 10);
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].attempts, 3);
  EXPECT_EQ(inbox_->waiting()->front().earliest, at(60));
}

TEST_F(SociInboxTest, ARowSetAsideStaysToBeLookedAt) {
  ASSERT_TRUE(inbox_->append(std::vector{ticket(1, 10), ticket(1, 20)}));
  const std::int64_t id = inbox_->due(PortalId{1}, at(0), 10)->front().id;
  ASSERT_TRUE(inbox_->settle(
      PortalId{1}, std::vector<Settlement>{{id, Settlement::Outcome::kSetAside, 8, {}, "card.broken"}},
      at(1)));
  EXPECT_EQ(due_tickets(1, at(9)), (std::vector<std::int64_t>{20}));
  EXPECT_EQ(inbox_->counts()->set_aside, 1);
  EXPECT_EQ(inbox_->counts()->waiting, 1);
  EXPECT_EQ(database_.number("SELECT COUNT(*) FROM inbox WHERE state = 2 AND reason = 'card.broken'"), 1);
}

TEST_F(SociInboxTest, SettlingARowThatIsGoneIsNoError) {
  EXPECT_TRUE(inbox_->settle(PortalId{1},
                             std::vector<Settlement>{{99, Settlement::Outcome::kDone, 1, {}, ""}}, at(1)));
  EXPECT_TRUE(inbox_->settle(PortalId{1}, {}, at(1)));
}

TEST_F(SociInboxTest, PurgesWhatWasSettledLongAgoAndNothingElse) {
  ASSERT_TRUE(inbox_->append(std::vector{ticket(1, 1), ticket(1, 2), ticket(1, 3), ticket(1, 4)}));
  const std::vector<InboxRow> rows = *inbox_->due(PortalId{1}, at(0), 10);
  ASSERT_TRUE(
      inbox_->settle(PortalId{1},
                     std::vector<Settlement>{{rows[0].id, Settlement::Outcome::kDone, 1, {}, ""},
                                             {rows[1].id, Settlement::Outcome::kSetAside, 8, {}, "x"}},
                     at(10)));
  ASSERT_TRUE(inbox_->settle(
      PortalId{1}, std::vector<Settlement>{{rows[2].id, Settlement::Outcome::kDone, 1, {}, ""}}, at(50)));
  EXPECT_EQ(inbox_->purge(at(40), at(5), 100).value(), 1);
  EXPECT_EQ(database_.number("SELECT COUNT(*) FROM inbox"), 3);
  EXPECT_EQ(inbox_->purge(at(40), at(40), 100).value(), 1);
  EXPECT_EQ(due_tickets(1, at(99)), (std::vector<std::int64_t>{4}));
}

TEST_F(SociInboxTest, NumbersGoOnAfterARestart) {
  ASSERT_TRUE(inbox_->append(std::vector{ticket(1, 10)}));
  inbox_ = open();
  ASSERT_TRUE(inbox_->append(std::vector{ticket(1, 20)}));
  EXPECT_EQ(due_tickets(1, at(0)), (std::vector<std::int64_t>{10, 20}));
}

TEST_F(SociInboxTest, KeepsAPayloadSealedAndDropsItWhenSettled) {
  NewRow row{PortalId{0}, EventKind::kApplication, 0, "event=ONAPPINSTALL&auth[access_token]=very-secret",
             at(0)};
  ASSERT_TRUE(inbox_->append(std::vector{row}));
  const std::string kept = test::everything_in(*database_);
  EXPECT_NE(kept.find("application"), std::string::npos);
  EXPECT_EQ(kept.find("very-secret"), std::string::npos);
  const std::vector<InboxRow> rows = *inbox_->due(PortalId{0}, at(0), 10);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].payload, row.payload);
  ASSERT_TRUE(inbox_->settle(
      PortalId{0}, std::vector<Settlement>{{rows[0].id, Settlement::Outcome::kDone, 1, {}, ""}}, at(1)));
  EXPECT_EQ(database_.number("SELECT COUNT(*) FROM inbox WHERE payload_sealed <> ''"), 0);
}

TEST_F(SociInboxTest, AppendsAllOrNothing) {
  test::refuse_rows(*database_, "inbox", "NEW.object_id = 13");
  EXPECT_FALSE(inbox_->append(std::vector{ticket(1, 12), ticket(1, 13)}));
  EXPECT_EQ(database_.number("SELECT COUNT(*) FROM inbox"), 0);
}

TEST_F(SociInboxTest, TidiesWhileInUse) {
  ASSERT_TRUE(inbox_->append(std::vector{ticket(1, 12)}));
  EXPECT_TRUE(inbox_->tidy());
  EXPECT_EQ(due_tickets(1, at(0)), (std::vector<std::int64_t>{12}));
}

}  // namespace
}  // namespace sd::webhooks
