#include "extension/settings/sql/soci_settings_tables.h"

#include "tests/contract/stores/migrated_database.h"

namespace sd::settings {
namespace {

class SociSettingsTablesTest : public testing::Test {
 protected:
  Result<std::int64_t> save(Section section, std::int64_t seen, std::vector<Row> rows,
                            std::vector<Changed> changes = {}, GroupId group = {}, std::int64_t at = 1'000) {
    return tables_.write(portal_,
                         {section, group, seen, std::move(rows), std::move(changes), UserId{1}, from_ms(at)});
  }
  std::vector<Row> rows(Section section, GroupId group = {}) {
    return tables_.read(portal_, section, group)->rows;
  }

  test::MigratedDatabase database_;
  sql::SociSettingsTables tables_{*database_};
  const PortalId portal_{1};
};

// A row of every section that has rows, with letters of two alphabets wherever text may stand.
Row some_row(const Description& description) {
  Row row;
  for (const Field& field : description.fields) {
    switch (field.kind) {
      case Kind::kColor: row.emplace_back("FF00aa"); break;
      case Kind::kDate: row.emplace_back("2026-01-31"); break;
      case Kind::kChoice: row.emplace_back(std::string(field.choices.back())); break;
      case Kind::kTitle:
      case Kind::kText: row.emplace_back("Ёж's \"text\" 🔥"); break;
      default: row.emplace_back(field.most); break;
    }
  }
  return row;
}

TEST_F(SociSettingsTablesTest, KeepsTheRowsOfEverySection) {
  for (int i = 0; i <= static_cast<int>(Section::kClientRules); ++i) {
    const auto section = static_cast<Section>(i);
    const Description& description = describe(section);
    const GroupId group{description.of_group ? 77 : 0};
    std::vector<Row> wanted;
    if (!description.table.empty()) wanted = {some_row(description)};
    const Result<std::int64_t> version = save(section, 0, wanted, {}, group);
    ASSERT_TRUE(version) << to_string(section) << " " << version.error().detail;
    EXPECT_EQ(*version, 1) << to_string(section);
    EXPECT_EQ(rows(section, group), wanted) << to_string(section);
  }
}

TEST_F(SociSettingsTablesTest, RowsOfOthersStay) {
  const Row types{"A", "", "", std::int64_t{0}}, stoppers{"B", "", "", std::int64_t{1}};
  ASSERT_TRUE(save(Section::kTypes, 0, {types}));
  ASSERT_TRUE(save(Section::kStoppers, 0, {stoppers}));
  const Row rule{std::int64_t{501}, std::int64_t{5}, "warn", "none", "none"};
  ASSERT_TRUE(save(Section::kStages, 0, {rule}, {}, GroupId{77}));
  ASSERT_TRUE(save(Section::kStages, 0, {rule}, {}, GroupId{78}));
  ASSERT_TRUE(save(Section::kTypes, 1, {}));
  ASSERT_TRUE(save(Section::kStages, 1, {}, {}, GroupId{78}));
  EXPECT_TRUE(rows(Section::kTypes).empty());
  EXPECT_EQ(rows(Section::kStoppers), std::vector<Row>{stoppers});
  EXPECT_EQ(rows(Section::kStages, GroupId{77}), std::vector<Row>{rule});
  EXPECT_TRUE(tables_.read(PortalId{2}, Section::kStoppers, GroupId{})->rows.empty());
}

TEST_F(SociSettingsTablesTest, TheSecondOfTwoOnOneVersionIsRefusedWhole) {
  const Row first{"A", "", "", std::int64_t{0}}, second{"B", "", "", std::int64_t{0}};
  ASSERT_TRUE(save(Section::kTypes, 0, {first}));
  const Result<std::int64_t> late = save(Section::kTypes, 0, {second}, {}, {}, 2'000);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, "settings.stale");
  EXPECT_EQ(rows(Section::kTypes), std::vector<Row>{first});
  EXPECT_EQ(save(Section::kTypes, 7, {second}).error().code, "settings.stale");
}

// The commit took place, its answer was lost, and the body runs again.
TEST_F(SociSettingsTablesTest, TheSameSaveTwiceIsOne) {
  const Row row{"A", "", "", std::int64_t{0}};
  ASSERT_TRUE(save(Section::kTypes, 0, {row}));
  EXPECT_EQ(*save(Section::kTypes, 0, {row}), 1);
  EXPECT_EQ(tables_.since(portal_, Section::kTypes, GroupId{}, 0)->size(), 1u);
}

TEST_F(SociSettingsTablesTest, TheJournalTellsSavesNewestFirst) {
  const Changed change{"Аналитика", "color", "", "FF0000"}, order{"", "order", "A, B", "B, A"};
  ASSERT_TRUE(save(Section::kTypes, 0, {}, {change, order}, {}, 1'000));
  ASSERT_TRUE(save(Section::kTypes, 1, {}, {}, {}, 2'000));
  ASSERT_TRUE(save(Section::kStages, 0, {}, {}, GroupId{77}, 2'000));
  const std::vector<Saved> all = *tables_.journal(portal_, from_ms(9'000), 10);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].section, Section::kStages);
  EXPECT_EQ(all[0].group, GroupId{77});
  EXPECT_EQ(all[2].changes, (std::vector<Changed>{change, order}));
  EXPECT_EQ(tables_.journal(portal_, from_ms(9'000), 1)->size(), 2u);
  EXPECT_EQ(tables_.journal(portal_, from_ms(2'000), 10)->size(), 1u);
  EXPECT_EQ(tables_.since(portal_, Section::kTypes, GroupId{}, 1)->size(), 1u);
}

TEST_F(SociSettingsTablesTest, FormerTitlesLeadToTheNewestAndGoWhenTheyAreUsedAgain) {
  const auto dictionary = [](std::string title) { return Row{std::move(title), "", "", std::int64_t{0}}; };
  const auto former = [this](const char* from, const char* to) {
    return database_.number(std::string("SELECT COUNT(*) FROM former_title WHERE from_title = '") + from +
                            "' AND to_title = '" + to + "' AND pending = 1");
  };
  Save rename{Section::kTypes, GroupId{}, 0, {dictionary("B")}, {}, UserId{1}, from_ms(1), {{"A", "B"}}};
  ASSERT_TRUE(tables_.write(portal_, rename));
  rename = {Section::kTypes, GroupId{}, 1, {dictionary("C")}, {}, UserId{1}, from_ms(2), {{"B", "C"}}};
  ASSERT_TRUE(tables_.write(portal_, rename));
  EXPECT_EQ(former("A", "C"), 1);
  EXPECT_EQ(former("B", "C"), 1);
  ASSERT_TRUE(save(Section::kTypes, 2, {dictionary("C"), dictionary("A")}));
  EXPECT_EQ(former("A", "C"), 0);
}

}  // namespace
}  // namespace sd::settings
