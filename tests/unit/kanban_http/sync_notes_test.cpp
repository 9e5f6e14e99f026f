#include "kanban/http/sync_notes.h"

#include <gtest/gtest.h>

#include "tests/doubles/fake_clock.h"
#include "tests/doubles/memory_sync_health.h"

namespace sd::kanban {
namespace {

using namespace std::chrono_literals;

class SyncNotesTest : public testing::Test {
 protected:
  const PortalId portal_{1};
  test::FakeClock clock_;
  test::MemorySyncHealth health_;
  SyncNotes notes_{health_, clock_};
};

TEST_F(SyncNotesTest, ABoardInStepHasNothingToSay) {
  EXPECT_EQ(notes_.json(portal_),
            R"("sync":{"outage_ms":null,"as_of_ms":null,"filling":null,"done":0,"planned":0},)");
}

TEST_F(SyncNotesTest, AnOutageOfAMinuteIsToldWithTheBoardsAge) {
  health_.set(portal_, Figure::kOutageSince, clock_.now() - 59s);
  health_.set(portal_, Figure::kAnsweredAt, from_ms(1'767'603'500'000));
  EXPECT_EQ(notes_.json(portal_),
            R"("sync":{"outage_ms":null,"as_of_ms":1767603500000,"filling":null,"done":0,"planned":0},)");
  clock_.advance(1s);
  EXPECT_EQ(
      notes_.json(portal_),
      R"("sync":{"outage_ms":1767603541000,"as_of_ms":1767603500000,"filling":null,"done":0,"planned":0},)");
}

TEST_F(SyncNotesTest, TellsWhatIsStillBeingRead) {
  health_.set(portal_, Figure::kBackfillPhase, static_cast<std::int64_t>(BackfillPhase::kClosed));
  health_.set(portal_, Figure::kBackfillClosedPlanned, 5'000);
  health_.set(portal_, Figure::kBackfillClosedDone, 1'200);
  EXPECT_EQ(notes_.json(portal_),
            R"("sync":{"outage_ms":null,"as_of_ms":null,"filling":"closed","done":1200,"planned":5000},)");
}

TEST_F(SyncNotesTest, AFinishedReadingIsNotTold) {
  health_.set(portal_, Figure::kBackfillPhase, static_cast<std::int64_t>(BackfillPhase::kFinished));
  EXPECT_EQ(notes_.json(portal_),
            R"("sync":{"outage_ms":null,"as_of_ms":null,"filling":null,"done":0,"planned":0},)");
}

TEST_F(SyncNotesTest, AsksTheFiguresOnceASecondHoweverManyBoardsListen) {
  const std::string before = notes_.json(portal_);
  health_.set(portal_, Figure::kBackfillPhase, static_cast<std::int64_t>(BackfillPhase::kOpen));
  clock_.advance(999ms);
  EXPECT_EQ(notes_.json(portal_), before);
  clock_.advance(1ms);
  EXPECT_NE(notes_.json(portal_), before);
}

}  // namespace
}  // namespace sd::kanban
