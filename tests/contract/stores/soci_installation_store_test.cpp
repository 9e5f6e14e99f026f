#include "extension/installation/sql/soci_installation_store.h"

#include "tests/contract/stores/migrated_database.h"

namespace sd::installation {
namespace {

class SociInstallationStoreTest : public testing::Test {
 protected:
  static InstalledPortal portal(const std::string& member) {
    InstalledPortal portal;
    portal.member = MemberId{member};
    portal.client_endpoint = "https://p.example/rest/";
    portal.server_endpoint = "https://oauth.example/rest/";
    portal.client_id = "local.1";
    portal.application_token = Secret{"app-token"};
    portal.installed_by = UserId{17};
    portal.installed_at = from_ms(1'760'000'000'123);
    portal.state = PortalState::kInstalled;
    portal.scopes = {"task", "user"};
    portal.lang = "ru";
    return portal;
  }

  long long rows(const std::string& table) { return database_.number("SELECT COUNT(*) FROM " + table); }

  test::MigratedDatabase database_;
  test::MigratedDatabase inbox_{storage::inbox_migrations()};
  storage::SodiumSealer sealer_{storage::SodiumSealer::Key{7}};
  SociInstallationStore store_{*database_, *inbox_, sealer_};
};

TEST_F(SociInstallationStoreTest, FindsByKeyAndByMember) {
  const PortalId id = store_.put(portal("aa")).value();
  for (const auto& found : {store_.find(id), store_.find(MemberId{"aa"})}) {
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->id, id);
    EXPECT_EQ((*found)->member.value(), "aa");
    EXPECT_EQ((*found)->application_token, Secret{"app-token"});
    EXPECT_EQ((*found)->installed_by, UserId{17});
    EXPECT_EQ((*found)->installed_at, from_ms(1'760'000'000'123));
    EXPECT_EQ((*found)->state, PortalState::kInstalled);
    EXPECT_EQ((*found)->scopes, (std::vector<std::string>{"task", "user"}));
    EXPECT_EQ((*found)->lang, "ru");
  }
  EXPECT_FALSE(store_.find(PortalId{99})->has_value());
  EXPECT_FALSE(store_.find(MemberId{"bb"})->has_value());
}

TEST_F(SociInstallationStoreTest, TheSameMemberKeepsItsKey) {
  const PortalId id = store_.put(portal("aa")).value();
  InstalledPortal again = portal("aa");
  again.application_token = Secret{};
  again.scopes.clear();
  EXPECT_EQ(store_.put(again).value(), id);
  EXPECT_NE(store_.put(portal("bb")).value(), id);
  ASSERT_EQ(store_.portals()->size(), 2u);
  EXPECT_TRUE(store_.portals()->front().application_token.empty());
  EXPECT_TRUE(store_.portals()->front().scopes.empty());
}

TEST_F(SociInstallationStoreTest, WipingLeavesNothingOfThePortalAndAllOfTheOthers) {
  const long long gone = store_.put(portal("aa")).value().value();
  const long long stays = store_.put(portal("bb")).value().value();
  std::vector<std::string> tables = test::tables_of(*database_);
  std::erase(tables, "portal");
  std::erase(tables, "schema_version");
  const auto fill = [&](const std::string& table) {
    const std::size_t columns = test::columns_of(*database_, table).size();
    std::string values;
    for (std::size_t column = 1; column < columns; ++column) values += ", '1'";
    return database_->write("test", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
      for (const long long id : {gone, stays}) {
        sql << "INSERT INTO " + table + " VALUES (" + std::to_string(id) + values + ")";
      }
      return Done{};
    });
  };
  for (const std::string& table : tables) {
    const Status filled = fill(table);
    ASSERT_TRUE(filled) << table << ": " << filled.error().detail;
  }
  const auto events = [&](soci::session& sql) -> Status {
    for (const long long id : {gone, stays}) {
      sql << "INSERT INTO inbox VALUES (:id, 1, 'ticket', 5, '', 0, 0, 0, 0, NULL, '')", soci::use(id, "id");
    }
    return Done{};
  };
  ASSERT_TRUE(inbox_->write("test", storage::Durability::kRelaxed, events));

  ASSERT_TRUE(store_.wipe(PortalId{gone}));

  for (const std::string& table : tables) {
    const std::string where = table + " WHERE portal = ";
    EXPECT_EQ(rows(where + std::to_string(gone)), 0) << table;
    EXPECT_EQ(rows(where + std::to_string(stays)), 1) << table;
  }
  EXPECT_EQ(inbox_.number("SELECT COUNT(*) FROM inbox"), 1);
  EXPECT_EQ(store_.portals()->size(), 1u);
}

TEST_F(SociInstallationStoreTest, AWipedPortalsKeyIsNeverGivenAgain) {
  const PortalId first = store_.put(portal("aa")).value();
  ASSERT_TRUE(store_.wipe(first));
  EXPECT_GT(store_.put(portal("aa")).value(), first);
}

TEST_F(SociInstallationStoreTest, KeepsTheStepsInOrderAndUpdatesOne) {
  const PortalId id = store_.put(portal("aa")).value();
  const std::vector<StepRecord> steps{{"field.B", StepState::kWaiting, ""},
                                      {"field.A", StepState::kDone, ""}};
  ASSERT_TRUE(store_.put_steps(id, steps, from_ms(1)));
  ASSERT_TRUE(store_.put_step(id, {"field.B", StepState::kFailed, "refused"}, from_ms(2)));
  ASSERT_TRUE(store_.put_step(id, {"event.C", StepState::kRunning, ""}, from_ms(3)));
  EXPECT_EQ(*store_.steps(id), (std::vector<StepRecord>{{"field.B", StepState::kFailed, "refused"},
                                                        {"field.A", StepState::kDone, ""},
                                                        {"event.C", StepState::kRunning, ""}}));
  ASSERT_TRUE(store_.put_steps(id, {}, from_ms(4)));
  EXPECT_TRUE(store_.steps(id)->empty());
}

}  // namespace
}  // namespace sd::installation
