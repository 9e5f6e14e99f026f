// What every SyncHealth must do. Portals 1 and 2 exist.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "kanban/sync_health.h"

namespace sd::kanban {

using SyncHealthMaker = std::function<std::shared_ptr<SyncHealth>()>;

class SyncHealthContract : public testing::TestWithParam<SyncHealthMaker> {
 protected:
  const PortalId portal_{1};
  std::shared_ptr<SyncHealth> health_ = GetParam()();
};

TEST_P(SyncHealthContract, KnowsNothingAtFirst) {
  EXPECT_TRUE(health_->all(portal_)->empty());
  EXPECT_EQ(figure(*health_->all(portal_), Figure::kSweptAt), 0);
}

TEST_P(SyncHealthContract, KeepsTheLastOfWhatIsSet) {
  health_->set(portal_, Figure::kQueuePolledAt, from_ms(1'760'000'000'123));
  health_->set(portal_, Figure::kQueuePolledAt, from_ms(1'760'000'060'123));
  EXPECT_EQ(figure(*health_->all(portal_), Figure::kQueuePolledAt), 1'760'000'060'123);
}

TEST_P(SyncHealthContract, AddsToWhatIsThere) {
  health_->add(portal_, Figure::kReconcileRepaired, 2);
  health_->add(portal_, Figure::kReconcileRepaired, 3);
  EXPECT_EQ(figure(*health_->all(portal_), Figure::kReconcileRepaired), 5);
  health_->set(portal_, Figure::kReconcileRepaired, 10);
  health_->add(portal_, Figure::kReconcileRepaired, -1);
  EXPECT_EQ(figure(*health_->all(portal_), Figure::kReconcileRepaired), 9);
}

TEST_P(SyncHealthContract, TellsPortalsAndFiguresApart) {
  health_->set(portal_, Figure::kEventAt, 7);
  health_->set(PortalId{2}, Figure::kEventAt, 8);
  health_->add(PortalId{2}, Figure::kSweepGone, 1);
  EXPECT_EQ(*health_->all(portal_), (Figures{{Figure::kEventAt, 7}}));
  EXPECT_EQ(*health_->all(PortalId{2}), (Figures{{Figure::kEventAt, 8}, {Figure::kSweepGone, 1}}));
}

TEST_P(SyncHealthContract, CountsFromManyThreads) {
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([this] {
      for (int at = 0; at < 1'000; ++at) health_->add(portal_, Figure::kQueueRowsTaken, 1);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(figure(*health_->all(portal_), Figure::kQueueRowsTaken), 4'000);
}

}  // namespace sd::kanban
