#include "kanban/sql/soci_settings_store.h"

#include "tests/contract/stores/migrated_database.h"

namespace sd::kanban {
namespace {

class SociSettingsStoreTest : public testing::Test {
 protected:
  test::MigratedDatabase database_;
  sql::SociSettingsStore settings_{*database_};
  const PortalId portal_{1};
};

TEST_F(SociSettingsStoreTest, KeepsADictionaryInItsOrder) {
  const std::vector<DictionaryEntry> entries{{"Инфраструктура", "FF0000"}, {"Аналитика", ""}};
  ASSERT_TRUE(settings_.put_dictionary(portal_, DictionaryKind::kType, entries));
  EXPECT_EQ(*settings_.dictionary(portal_, DictionaryKind::kType), entries);
  EXPECT_TRUE(settings_.dictionary(portal_, DictionaryKind::kStopper)->empty());
  EXPECT_TRUE(settings_.dictionary(PortalId{2}, DictionaryKind::kType)->empty());
}

TEST_F(SociSettingsStoreTest, ATitleTwiceLeavesTheOldDictionary) {
  const std::vector<DictionaryEntry> old{{"A", ""}};
  ASSERT_TRUE(settings_.put_dictionary(portal_, DictionaryKind::kType, old));
  const Status refused = settings_.put_dictionary(portal_, DictionaryKind::kType,
                                                  std::vector<DictionaryEntry>{{"B", ""}, {"B", ""}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "db.constraint");
  EXPECT_EQ(*settings_.dictionary(portal_, DictionaryKind::kType), old);
}

TEST_F(SociSettingsStoreTest, TellsTitlesApartByEveryByte) {
  const std::vector<DictionaryEntry> entries{{"Аналитика", ""}, {"аналитика", ""}, {"a", ""}, {"A", ""},
                                             {"A ", ""},        {"á", ""},         {"е", ""}, {"ё", ""},
                                             {"🔥", ""},         {"👍🏽", ""}};
  const Status put = settings_.put_dictionary(portal_, DictionaryKind::kType, entries);
  ASSERT_TRUE(put) << put.error().detail;
  EXPECT_EQ(*settings_.dictionary(portal_, DictionaryKind::kType), entries);
}

TEST_F(SociSettingsStoreTest, KeepsWhatAnEntrySaysAndDoes) {
  const std::vector<DictionaryEntry> entries{{"Ждём клиента", "FF0000", "Ждём вас", UserId{7}, true},
                                             {"B", ""}};
  ASSERT_TRUE(settings_.put_dictionary(portal_, DictionaryKind::kStopper, entries));
  EXPECT_EQ(*settings_.dictionary(portal_, DictionaryKind::kStopper), entries);
}

// Written by the settings page, through the tables of extension/settings.
TEST_F(SociSettingsStoreTest, ReadsWhatTheSettingsPageHasKept) {
  const auto put = [this](const char* statement) {
    ASSERT_TRUE(database_->write("test", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
      sql << statement;
      return Done{};
    }));
  };
  put("INSERT INTO stage_rule VALUES (1, 77, 501, 5, 'forbid', 'reason', 'none')");
  put("INSERT INTO timer_threshold VALUES (1, 'wia', 'work', 'any', 60, 120)");
  put("INSERT INTO former_title VALUES (1, 'type', 'A', 'B', 1)");
  EXPECT_EQ(*settings_.stage_rules(portal_, GroupId{77}),
            (std::vector<StageRule>{{StageId{501}, 5, Demand::kForbid, Demand::kReason, Demand::kNone}}));
  EXPECT_TRUE(settings_.stage_rules(portal_, GroupId{78})->empty());
  EXPECT_EQ(
      *settings_.thresholds(portal_),
      (std::vector<SetThreshold>{
          {Timer::kWorkInAge, Role::kWork, std::nullopt, {std::chrono::hours{1}, std::chrono::hours{2}}}}));
  const FormerTitle former{"A", "B", true};
  EXPECT_EQ(*settings_.former_titles(portal_, DictionaryKind::kType), std::vector<FormerTitle>{former});
  ASSERT_TRUE(settings_.settle(portal_, DictionaryKind::kType, {"A", "C", true}));
  EXPECT_TRUE(settings_.former_titles(portal_, DictionaryKind::kType)->front().pending);
  ASSERT_TRUE(settings_.settle(portal_, DictionaryKind::kType, former));
  EXPECT_FALSE(settings_.former_titles(portal_, DictionaryKind::kType)->front().pending);
}

TEST_F(SociSettingsStoreTest, KeepsAValueOfAnyLength) {
  const std::string longest(1'000'000, 'x');
  ASSERT_TRUE(settings_.put_setting(portal_, "long", longest));
  EXPECT_EQ(**settings_.setting(portal_, "long"), longest);
}

TEST_F(SociSettingsStoreTest, KeepsSettingsByName) {
  EXPECT_FALSE(settings_.setting(portal_, "robots")->has_value());
  ASSERT_TRUE(settings_.put_setting(portal_, "robots", "1"));
  ASSERT_TRUE(settings_.put_setting(portal_, "robots", "0"));
  EXPECT_EQ(**settings_.setting(portal_, "robots"), "0");
}

}  // namespace
}  // namespace sd::kanban
