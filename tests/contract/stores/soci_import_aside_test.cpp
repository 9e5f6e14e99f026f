#include "kanban/sql/soci_import_aside.h"

#include <gmock/gmock.h>

#include "tests/contract/stores/migrated_database.h"

namespace sd::kanban::sql {
namespace {

using testing::ElementsAre;

TEST(SociImportAsideTest, KeepsEachRowOnceWithItsLatestReasonPerPortal) {
  test::MigratedDatabase database;
  SociImportAside aside(*database);
  const PortalId ours{1}, other{2};
  const std::vector<AsideRow> first{{"task", 8, "TITLE is not UTF-8"},
                                    {"labour", 3, "CREATED_DATE is no date"}};
  const std::vector<AsideRow> again{{"task", 8, "STATUS is not a known number"}};
  ASSERT_TRUE(aside.put(ours, first));
  ASSERT_TRUE(aside.put(ours, again));
  ASSERT_TRUE(aside.put(other, again));

  EXPECT_THAT(*aside.list(ours, 10), ElementsAre(first[1], again[0]));
  EXPECT_THAT(*aside.list(ours, 1), ElementsAre(first[1]));
  EXPECT_EQ(*aside.count(ours), 2);
  ASSERT_TRUE(aside.clear(ours));
  EXPECT_EQ(*aside.count(ours), 0);
  EXPECT_EQ(*aside.count(other), 1);
}

}  // namespace
}  // namespace sd::kanban::sql
