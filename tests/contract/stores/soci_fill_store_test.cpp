#include "kanban/sql/soci_fill_store.h"

#include <gtest/gtest.h>

#include "tests/contract/stores/migrated_database.h"
#include "tests/doubles/memory_fill_store.h"

namespace sd::kanban {
namespace {

const PortalId kPortal{1};

void check(FillStore& store) {
  FillPoint open;
  open.phase = FillPhase::kOpen;
  open.group = GroupId{77};
  open.position = 4'000'000'000;
  open.planned = 2'000;
  open.done = 1'999;
  open.requests = 2;
  open.started_at = from_ms(1'760'000'000'000);
  ASSERT_TRUE(store.put(kPortal, open));
  FillPoint users;
  ASSERT_TRUE(store.put(kPortal, users));
  EXPECT_EQ(*store.points(kPortal), (std::vector{users, open}));

  open.done = 2'000;
  open.finished_at = from_ms(1'760'000'000'001);
  ASSERT_TRUE(store.put(kPortal, open));
  EXPECT_EQ(*store.points(kPortal), (std::vector{users, open}));
  EXPECT_TRUE(store.points(PortalId{2})->empty());
}

TEST(FillStore, MemoryKeepsThePointsOfEachPortal) {
  test::MemoryFillStore store;
  check(store);
}

TEST(FillStore, SqliteKeepsThePointsOfEachPortal) {
  test::MigratedDatabase database;
  sql::SociFillStore store(*database);
  check(store);
}

TEST(FillStore, EveryPhaseHasItsName) {
  for (const FillPhase phase :
       {FillPhase::kUsers, FillPhase::kOpen, FillPhase::kOpenHistory, FillPhase::kClosed,
        FillPhase::kCompanies, FillPhase::kAgain, FillPhase::kLabour, FillPhase::kClosedHistory}) {
    EXPECT_FALSE(to_string(phase).empty());
    EXPECT_EQ(fill_phase_from(to_string(phase)), phase);
  }
  EXPECT_FALSE(fill_phase_from("later"));
}

}  // namespace
}  // namespace sd::kanban
