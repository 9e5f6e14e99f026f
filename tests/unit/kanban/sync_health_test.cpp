#include "kanban/sync_health.h"

#include <set>

#include "tests/contract/stores/sync_health_contract.h"
#include "tests/doubles/memory_sync_health.h"

namespace sd::kanban {
namespace {

TEST(FigureTest, EveryFigureHasANameOfItsOwnAndIsFoundByIt) {
  std::set<std::string_view> names;
  for (std::size_t at = 0; at < kFigureCount; ++at) {
    const Figure figure = static_cast<Figure>(at);
    EXPECT_FALSE(to_string(figure).empty()) << at;
    EXPECT_TRUE(names.insert(to_string(figure)).second) << to_string(figure);
    EXPECT_EQ(figure_from(to_string(figure)), figure);
  }
  EXPECT_EQ(figure_from("no.such"), std::nullopt);
  EXPECT_EQ(figure_from(""), std::nullopt);
}

TEST(FigureTest, TellsInstantsFromCounts) {
  EXPECT_TRUE(is_instant(Figure::kQueuePolledAt));
  EXPECT_TRUE(is_instant(Figure::kQueueOldestWaiting));
  EXPECT_TRUE(is_instant(Figure::kEventAt));
  EXPECT_TRUE(is_instant(Figure::kOutageSince));
  EXPECT_FALSE(is_instant(Figure::kQueueRowsTaken));
  EXPECT_FALSE(is_instant(Figure::kBackfillOpenDone));
  EXPECT_FALSE(is_instant(Figure::kRequestsMinute));
}

INSTANTIATE_TEST_SUITE_P(Memory, SyncHealthContract, testing::Values(SyncHealthMaker{[] {
                           return std::make_shared<test::MemorySyncHealth>();
                         }}));

}  // namespace
}  // namespace sd::kanban
