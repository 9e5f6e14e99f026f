#include "extension/health/rules/concerns.h"

#include <gtest/gtest.h>

namespace sd::health {
namespace {

using kanban::Figure;
using namespace std::chrono_literals;

class ConcernsTest : public testing::Test {
 protected:
  ConcernsTest() {
    facts_.background_users = 2;
    facts_.oldest_token = now_ - 24h;
    set(Figure::kServiceAt, now_ - 3s);
    set(Figure::kQueuePolledAt, now_ - 10s);
    set(Figure::kReconciledAt, now_ - 2min);
    set(Figure::kSweptAt, now_ - 20h);
    set(Figure::kQueueMode, static_cast<std::int64_t>(kanban::QueueMode::kReserved));
    set(Figure::kBackfillPhase, static_cast<std::int64_t>(kanban::BackfillPhase::kFinished));
  }

  void set(Figure figure, std::int64_t value) { facts_.figures[figure] = value; }
  void set(Figure figure, TimePoint at) { set(figure, to_ms(at)); }
  void outage(kanban::OutageReason reason, Millis ago) {
    set(Figure::kOutageSince, now_ - ago);
    set(Figure::kOutageReason, static_cast<std::int64_t>(reason));
  }

  std::vector<Concern> concerns() const { return concerns_of(facts_, now_); }
  // "attention inbox.set_aside", one a line.
  std::string codes() const {
    std::string out;
    for (const Concern& concern : concerns()) {
      out +=
          std::string(out.empty() ? "" : ", ") + std::string(to_string(concern.level)) + " " + concern.code;
    }
    return out;
  }

  const TimePoint now_ = from_ms(1'790'000'000'000);
  Facts facts_;
};

TEST_F(ConcernsTest, AHealthyPortalHasNone) {
  EXPECT_EQ(codes(), "");
  EXPECT_TRUE(healthy(concerns()));
}

TEST_F(ConcernsTest, WhatWasNeverRecordedIsNotLate) {
  facts_.figures.clear();
  EXPECT_EQ(codes(), "");
}

TEST_F(ConcernsTest, AnUnfinishedInstallationIsAllThereIsToSay) {
  facts_.installed = false;
  facts_.background_users = 0;
  EXPECT_EQ(codes(), "note installing");
  EXPECT_TRUE(healthy(concerns()));
}

TEST_F(ConcernsTest, AGapThatRetriesBridgeIsNoOutage) {
  outage(kanban::OutageReason::kUnreachable, 60s);
  EXPECT_EQ(codes(), "");
  outage(kanban::OutageReason::kUnreachable, 61s);
  EXPECT_EQ(codes(), "attention outage.unreachable");
  EXPECT_EQ(concerns().front().since, now_ - 61s);
  EXPECT_FALSE(healthy(concerns()));
}

TEST_F(ConcernsTest, EachReasonOfAnOutageHasItsCode) {
  using kanban::OutageReason;
  const std::pair<OutageReason, const char*> expected[] = {
      {OutageReason::kUnreachable, "attention outage.unreachable"},
      {OutageReason::kNotJson, "attention outage.not_json"},
      {OutageReason::kTokenRefused, "attention outage.token"},
      {OutageReason::kLicence, "attention outage.licence"},
      {OutageReason::kDeleted, "attention outage.deleted"},
      {OutageReason::kTooFast, "attention outage.too_fast"},
      {OutageReason::kOther, "attention outage.other"},
      {OutageReason::kNone, "attention outage.other"},
      {static_cast<OutageReason>(99), "attention outage.other"}};
  for (const auto& [reason, codes_of_it] : expected) {
    outage(reason, 10min);
    EXPECT_EQ(codes(), codes_of_it);
  }
}

TEST_F(ConcernsTest, WhatFollowsFromAnOutageIsNotRepeated) {
  outage(kanban::OutageReason::kUnreachable, 3h);
  set(Figure::kQueuePolledAt, now_ - 3h);
  set(Figure::kReconciledAt, now_ - 3h);
  facts_.waiting = 40;
  facts_.oldest_waiting = now_ - 3h;
  EXPECT_EQ(codes(), "attention outage.unreachable");
}

TEST_F(ConcernsTest, RowsSetAsideAreCountedAlsoInAnOutage) {
  facts_.set_aside = 3;
  outage(kanban::OutageReason::kNotJson, 3h);
  EXPECT_EQ(codes(), "attention outage.not_json, attention inbox.set_aside");
  EXPECT_EQ(concerns()[1].count, 3);
}

TEST_F(ConcernsTest, AnInboxThatDoesNotMoveIsLate) {
  facts_.waiting = 7;
  facts_.oldest_waiting = now_ - 5min;
  EXPECT_EQ(codes(), "");
  facts_.oldest_waiting = now_ - 5min - 1ms;
  EXPECT_EQ(codes(), "attention inbox.late");
  EXPECT_EQ(concerns().front().count, 7);
}

TEST_F(ConcernsTest, AQueueNobodyAsksIsSilentAndOneThatIsNotEmptiedIsLate) {
  set(Figure::kQueueOldestWaiting, now_ - 6min);
  EXPECT_EQ(codes(), "attention queue.late");
  set(Figure::kQueuePolledAt, now_ - 3min - 1ms);
  EXPECT_EQ(codes(), "attention queue.silent");
}

TEST_F(ConcernsTest, RoundsThatDoNotCome) {
  set(Figure::kReconciledAt, now_ - 20min - 1ms);
  set(Figure::kSweptAt, now_ - 49h - 1ms);
  EXPECT_EQ(codes(), "attention reconcile.late, attention sweep.late");
}

TEST_F(ConcernsTest, LateIsLateByTheConfiguredRhythm) {
  facts_.rhythm.poll_every = 10min;
  facts_.rhythm.reconcile_every = 1h;
  set(Figure::kQueuePolledAt, now_ - 40min);
  set(Figure::kReconciledAt, now_ - 4h);
  EXPECT_EQ(codes(), "");
  set(Figure::kQueuePolledAt, now_ - 40min - 1ms);
  set(Figure::kReconciledAt, now_ - 4h - 1ms);
  EXPECT_EQ(codes(), "attention queue.silent, attention reconcile.late");
}

TEST_F(ConcernsTest, WhatWasLeftUndoneCountsFromTheServicesStart) {
  set(Figure::kQueuePolledAt, now_ - 72h);
  set(Figure::kReconciledAt, now_ - 72h);
  set(Figure::kSweptAt, now_ - 72h);
  facts_.oldest_waiting = now_ - 72h;
  facts_.waiting = 1;
  set(Figure::kServiceStartedAt, now_ - 3min);
  EXPECT_EQ(codes(), "");
  set(Figure::kServiceStartedAt, now_ - 3min - 1ms);
  EXPECT_EQ(codes(), "attention queue.silent");
}

TEST_F(ConcernsTest, TokensOfNobodyOfASpareAndOfOneAlone) {
  facts_.background_users = 0;
  EXPECT_EQ(codes(), "attention token.none");
  facts_.background_users = 1;
  EXPECT_EQ(codes(), "note token.single");
  facts_.background_users = 2;
  set(Figure::kSpareInUse, 1);
  EXPECT_EQ(codes(), "attention token.spare");
  set(Figure::kInstallerRevoked, 1);
  EXPECT_EQ(codes(), "attention token.revoked");
}

TEST_F(ConcernsTest, ATokenNobodyUsesDiesOneDay) {
  facts_.oldest_token = now_ - 150 * 24h;
  EXPECT_EQ(codes(), "");
  facts_.oldest_token = now_ - 151 * 24h;
  EXPECT_EQ(codes(), "attention token.old");
  EXPECT_EQ(concerns().front().count, 151);
}

TEST_F(ConcernsTest, NotesStandBehindWhatNeedsAttention) {
  set(Figure::kQueueMode, static_cast<std::int64_t>(kanban::QueueMode::kClearedAtOnce));
  set(Figure::kBackfillPhase, static_cast<std::int64_t>(kanban::BackfillPhase::kLabour));
  set(Figure::kRenamedAt, now_ - 2h);
  facts_.background_users = 1;
  facts_.set_aside = 1;
  EXPECT_EQ(
      codes(),
      "attention inbox.set_aside, note token.single, note queue.cleared_at_once, note backfill.running, "
      "note portal.renamed");
}

TEST_F(ConcernsTest, ARenamedPortalIsNewsForAWeek) {
  set(Figure::kRenamedAt, now_ - 7 * 24h - 1ms);
  EXPECT_EQ(codes(), "");
}

TEST_F(ConcernsTest, AServiceThatGivesNoSignOfLifeIsSilent) {
  set(Figure::kServiceAt, now_ - 60s);
  EXPECT_EQ(codes(), "");
  set(Figure::kServiceAt, now_ - 61s);
  set(Figure::kQueuePolledAt, now_ - 1h);
  EXPECT_EQ(codes(), "attention service.silent");
}

}  // namespace
}  // namespace sd::health
