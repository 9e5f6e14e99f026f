#include "extension/health/rules/backfill_progress.h"

#include <gtest/gtest.h>

namespace sd::health {
namespace {

using kanban::BackfillPhase;
using kanban::Figure;
using namespace std::chrono_literals;

const TimePoint kNow = from_ms(1'790'000'000'000);

kanban::Figures figures(BackfillPhase phase, std::int64_t open_done, std::int64_t closed_done) {
  return {{Figure::kBackfillPhase, static_cast<std::int64_t>(phase)},
          {Figure::kBackfillStartedAt, to_ms(kNow - 100s)},
          {Figure::kBackfillRequests, 12},
          {Figure::kBackfillOpenPlanned, 100},
          {Figure::kBackfillOpenDone, open_done},
          {Figure::kBackfillClosedPlanned, 900},
          {Figure::kBackfillClosedDone, closed_done}};
}

TEST(BackfillProgressTest, IsNothingBeforeItBegins) {
  const BackfillProgress progress = backfill_progress({}, kNow);
  EXPECT_FALSE(progress.known());
  EXPECT_FALSE(progress.running());
  EXPECT_EQ(progress.planned(), 0);
  EXPECT_EQ(progress.left, std::nullopt);
  EXPECT_EQ(to_string(progress.phase), "none");
}

TEST(BackfillProgressTest, SumsPhasesAndTellsTheTimeLeftFromThePace) {
  const BackfillProgress progress = backfill_progress(figures(BackfillPhase::kClosed, 100, 150), kNow);
  EXPECT_TRUE(progress.running());
  EXPECT_EQ(progress.planned(), 1'000);
  EXPECT_EQ(progress.done(), 250);
  EXPECT_EQ(progress.requests, 12);
  EXPECT_EQ(progress.phases[1].phase, BackfillPhase::kOpen);
  EXPECT_EQ(progress.phases[1].planned, 100);
  EXPECT_EQ(progress.phases[3].done, 150);
  EXPECT_EQ(progress.left, Millis{300s});  // 250 took 100 s, 750 are left
}

TEST(BackfillProgressTest, AFewObjectsAreNoPace) {
  EXPECT_EQ(backfill_progress(figures(BackfillPhase::kOpen, 49, 0), kNow).left, std::nullopt);
  EXPECT_EQ(backfill_progress(figures(BackfillPhase::kOpen, 50, 0), kNow).left, Millis{1'900s});
}

TEST(BackfillProgressTest, AFinishedOneHasNoTimeLeft) {
  kanban::Figures done = figures(BackfillPhase::kFinished, 100, 900);
  done[Figure::kBackfillFinishedAt] = to_ms(kNow - 10s);
  const BackfillProgress progress = backfill_progress(done, kNow);
  EXPECT_FALSE(progress.running());
  EXPECT_TRUE(progress.known());
  EXPECT_EQ(progress.finished_at, kNow - 10s);
  EXPECT_EQ(progress.left, std::nullopt);
}

TEST(BackfillProgressTest, NeverShowsMoreDoneThanPlannedAndKnowsNoOddPhase) {
  kanban::Figures odd = figures(BackfillPhase::kOpen, 130, 0);
  EXPECT_EQ(backfill_progress(odd, kNow).phases[1].planned, 130);
  odd[Figure::kBackfillPhase] = 77;
  EXPECT_FALSE(backfill_progress(odd, kNow).known());
}

}  // namespace
}  // namespace sd::health
