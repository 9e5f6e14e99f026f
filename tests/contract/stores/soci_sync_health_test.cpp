#include "kanban/sql/soci_sync_health.h"

#include <atomic>

#include "tests/contract/stores/migrated_database.h"
#include "tests/contract/stores/sync_health_contract.h"

namespace sd::kanban {
namespace {

void put_portals(storage::Database& database) {
  const Status put = database.write("test", storage::Durability::kRelaxed, [](soci::session& sql) -> Status {
    for (const char* id : {"1", "2"}) {
      sql << std::string(
                 "INSERT INTO portal (id, member_id, client_endpoint, server_endpoint, client_id,"
                 " application_token_sealed, installed_by, installed_ms, state, scope, lang) VALUES (") +
                 id + ", '" + id + "', '', '', '', '', 1, 0, 'installed', '', 'ru')";
    }
    return Done{};
  });
  ASSERT_TRUE(put);
}

// Flushes before each read, so that the contract is about what the database holds.
class Flushed final : public SyncHealth {
 public:
  Flushed() { put_portals(*database_); }
  using SyncHealth::set;
  void set(PortalId portal, Figure figure, std::int64_t value) override {
    health_.set(portal, figure, value);
    EXPECT_TRUE(health_.flush(from_ms(1'760'000'000'000)));
  }
  void add(PortalId portal, Figure figure, std::int64_t delta) override {
    health_.add(portal, figure, delta);
    if (++added_ % 100 != 1) return;
    EXPECT_TRUE(health_.flush(from_ms(1'760'000'000'000)));
  }
  Result<Figures> all(PortalId portal) override {
    EXPECT_TRUE(health_.flush(from_ms(1'760'000'000'000)));
    return sql::SociSyncHealth(*database_).all(portal);
  }

 private:
  test::MigratedDatabase database_;
  sql::SociSyncHealth health_{*database_};
  std::atomic<int> added_{0};
};

// Never flushes: what is in memory only is read too.
class Unflushed final : public SyncHealth {
 public:
  Unflushed() { put_portals(*database_); }
  using SyncHealth::set;
  void set(PortalId portal, Figure figure, std::int64_t value) override {
    health_.set(portal, figure, value);
  }
  void add(PortalId portal, Figure figure, std::int64_t delta) override {
    health_.add(portal, figure, delta);
  }
  Result<Figures> all(PortalId portal) override { return health_.all(portal); }

 private:
  test::MigratedDatabase database_;
  sql::SociSyncHealth health_{*database_};
};

INSTANTIATE_TEST_SUITE_P(Flushed, SyncHealthContract,
                         testing::Values(SyncHealthMaker{[] { return std::make_shared<Flushed>(); }}));
INSTANTIATE_TEST_SUITE_P(Unflushed, SyncHealthContract,
                         testing::Values(SyncHealthMaker{[] { return std::make_shared<Unflushed>(); }}));

class SociSyncHealthTest : public testing::Test {
 protected:
  void SetUp() override { put_portals(*database_); }

  long long rows() { return database_.number("SELECT COUNT(*) FROM sync_figure"); }

  const PortalId portal_{1};
  test::MigratedDatabase database_;
  sql::SociSyncHealth health_{*database_};
};

TEST_F(SociSyncHealthTest, WritesOneRowPerFigureHoweverOftenItWasRecorded) {
  for (int at = 0; at < 50; ++at) health_.add(portal_, Figure::kQueueRowsTaken, 1);
  EXPECT_EQ(rows(), 0);
  ASSERT_TRUE(health_.flush(from_ms(1'760'000'000'000)));
  EXPECT_EQ(rows(), 1);
  EXPECT_EQ(database_.number("SELECT updated_ms FROM sync_figure"), 1'760'000'000'000);
}

TEST_F(SociSyncHealthTest, AddsToWhatAnotherInstanceWrote) {
  sql::SociSyncHealth other(*database_);
  other.add(portal_, Figure::kSweepMoved, 2);
  ASSERT_TRUE(other.flush(from_ms(1'760'000'000'000)));
  health_.add(portal_, Figure::kSweepMoved, 3);
  EXPECT_EQ(figure(*health_.all(portal_), Figure::kSweepMoved), 5);
  ASSERT_TRUE(health_.flush(from_ms(1'760'000'000'000)));
  EXPECT_EQ(figure(*other.all(portal_), Figure::kSweepMoved), 5);
}

TEST_F(SociSyncHealthTest, KeepsWhatCouldNotBeWritten) {
  health_.add(portal_, Figure::kSweepGone, 2);
  health_.set(portal_, Figure::kEventAt, 5);
  const auto rename = [&](const char* statement) {
    return database_->write("test", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
      sql << statement;
      return Done{};
    });
  };
  ASSERT_TRUE(rename("ALTER TABLE sync_figure RENAME TO away"));
  ASSERT_FALSE(health_.flush(from_ms(1'760'000'000'000)));
  health_.add(portal_, Figure::kSweepGone, 1);
  health_.set(portal_, Figure::kEventAt, 6);
  ASSERT_TRUE(rename("ALTER TABLE away RENAME TO sync_figure"));
  ASSERT_TRUE(health_.flush(from_ms(1'760'000'000'000)));
  EXPECT_EQ(*health_.all(portal_), (Figures{{Figure::kSweepGone, 3}, {Figure::kEventAt, 6}}));
}

TEST_F(SociSyncHealthTest, APortalThatWasWipedLeavesNothing) {
  health_.set(PortalId{9}, Figure::kEventAt, 5);
  ASSERT_TRUE(health_.flush(from_ms(1'760'000'000'000)));
  EXPECT_EQ(rows(), 0);
}

TEST_F(SociSyncHealthTest, SkipsFiguresOfALaterVersion) {
  const auto put = [](soci::session& sql) -> Status {
    sql << "INSERT INTO sync_figure (portal, figure, value, updated_ms) VALUES (1, 'of.tomorrow', 3, 0)";
    return Done{};
  };
  ASSERT_TRUE(database_->write("test", storage::Durability::kRelaxed, put));
  EXPECT_TRUE(health_.all(portal_)->empty());
}

}  // namespace
}  // namespace sd::kanban
