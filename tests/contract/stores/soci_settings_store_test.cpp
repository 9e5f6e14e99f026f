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
