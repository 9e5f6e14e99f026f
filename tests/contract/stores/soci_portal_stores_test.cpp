#include "extension/portal/sql/soci_portal_directory.h"
#include "extension/portal/sql/soci_token_store.h"
#include "tests/contract/stores/migrated_database.h"

namespace sd::portal {
namespace {

class SociTokenStoreTest : public testing::Test {
 protected:
  test::MigratedDatabase database_;
  storage::SodiumSealer sealer_{storage::SodiumSealer::Key{7}};
  SociTokenStore tokens_{*database_, sealer_};
  const PortalId portal_{1};
  const Tokens first_{Secret{"access-one"}, Secret{"refresh-one"}, from_ms(1'760'000'000'123)};
};

TEST_F(SociTokenStoreTest, LoadsWhatWasSavedLast) {
  EXPECT_FALSE(tokens_.load(portal_, UserId{17})->has_value());
  ASSERT_TRUE(tokens_.save(portal_, UserId{17}, first_));
  const Tokens second{Secret{"access-two"}, Secret{"refresh-two"}, from_ms(1'760'000'999'999)};
  ASSERT_TRUE(tokens_.save(portal_, UserId{17}, second));
  EXPECT_EQ(*tokens_.load(portal_, UserId{17}), second);
  EXPECT_FALSE(tokens_.load(PortalId{2}, UserId{17})->has_value());
}

TEST_F(SociTokenStoreTest, ForgetsOnePerson) {
  ASSERT_TRUE(tokens_.save(portal_, UserId{17}, first_));
  ASSERT_TRUE(tokens_.save(portal_, UserId{18}, first_));
  ASSERT_TRUE(tokens_.forget(portal_, UserId{17}));
  EXPECT_FALSE(tokens_.load(portal_, UserId{17})->has_value());
  EXPECT_TRUE(tokens_.load(portal_, UserId{18})->has_value());
}

TEST_F(SociTokenStoreTest, NothingReadableReachesTheDisk) {
  ASSERT_TRUE(tokens_.save(portal_, UserId{17}, first_));
  const std::string kept = test::everything_in(*database_);
  EXPECT_NE(kept.find("17"), std::string::npos);
  EXPECT_EQ(kept.find("access-one"), std::string::npos);
  EXPECT_EQ(kept.find("refresh-one"), std::string::npos);
}

TEST_F(SociTokenStoreTest, SaysWhenTheKeyIsAnother) {
  ASSERT_TRUE(tokens_.save(portal_, UserId{17}, first_));
  const storage::SodiumSealer other(storage::SodiumSealer::Key{8});
  EXPECT_EQ(SociTokenStore(*database_, other).load(portal_, UserId{17}).error().code, "seal.broken");
}

TEST_F(SociTokenStoreTest, KeepsTheBackgroundUsersInOrder) {
  EXPECT_TRUE(tokens_.background(portal_)->empty());
  ASSERT_TRUE(tokens_.set_background(portal_, std::vector{UserId{9}, UserId{3}}));
  EXPECT_EQ(*tokens_.background(portal_), (std::vector{UserId{9}, UserId{3}}));
  ASSERT_TRUE(tokens_.set_background(portal_, std::vector{UserId{3}}));
  EXPECT_EQ(*tokens_.background(portal_), std::vector{UserId{3}});
}

class SociPortalDirectoryTest : public testing::Test {
 protected:
  SociPortalDirectoryTest() {
    const Status put =
        database_->write("test", storage::Durability::kRelaxed, [](soci::session& sql) -> Status {
          sql << "INSERT INTO portal VALUES (4, 'a223c6b3710f85df22e9377d6c4f7553', "
                 "'https://p.example/rest/',"
                 " 'https://oauth.example/rest/', 'local.1', '', 17, 0, 'installed', 'task', 'ru')";
          return Done{};
        });
    EXPECT_TRUE(put) << put.error().detail;
  }

  test::MigratedDatabase database_;
  SociPortalDirectory directory_{*database_, {{"local.1", {Secret{"secret"}, LimitsProfile::kOff}}}};
};

TEST_F(SociPortalDirectoryTest, JoinsTheRowWithTheConfiguredSecret) {
  const Result<PortalRecord> found = directory_.find(PortalId{4});
  ASSERT_TRUE(found) << found.error().detail;
  EXPECT_EQ(found->member.value(), "a223c6b3710f85df22e9377d6c4f7553");
  EXPECT_EQ(found->client_endpoint, "https://p.example/rest/");
  EXPECT_EQ(found->server_endpoint, "https://oauth.example/rest/");
  EXPECT_EQ(found->client_secret, Secret{"secret"});
  EXPECT_EQ(found->limits, LimitsProfile::kOff);
}

TEST_F(SociPortalDirectoryTest, SaysUnknownForOthersAndForApplicationsNoLongerConfigured) {
  EXPECT_EQ(directory_.find(PortalId{5}).error().code, "portal.unknown");
  EXPECT_EQ(SociPortalDirectory(*database_, {}).find(PortalId{4}).error().code, "portal.unknown");
}

TEST_F(SociPortalDirectoryTest, RemembersANewAddress) {
  ASSERT_TRUE(directory_.moved(PortalId{4}, "https://renamed.example/rest/"));
  EXPECT_EQ(directory_.find(PortalId{4})->client_endpoint, "https://renamed.example/rest/");
  EXPECT_EQ(directory_.moved(PortalId{5}, "x").error().code, "portal.unknown");
}

}  // namespace
}  // namespace sd::portal
