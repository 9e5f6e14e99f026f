#include "kanban/rules/timers.h"

#include <gtest/gtest.h>

#include "kanban/rules/as_of.h"
#include "kanban/rules/project.h"
#include "kanban/rules/working_timers.h"
#include "tests/unit/kanban/journal_of.h"

namespace sd::kanban {
namespace {

using namespace test_rules;
using std::chrono::minutes;

class Timers : public testing::Test {
 protected:
  CardAsOf at(const Journal& journal, std::int64_t n) const {
    return as_of(journal.rows, group_.view(), minute(n));
  }
  Millis lu(const Journal& journal, std::int64_t n) const { return last_update(at(journal, n), minute(n)); }
  std::optional<Millis> wia(const Journal& journal, std::int64_t n) const {
    return work_in_age(at(journal, n), minute(n));
  }
  Millis stopped(const Journal& journal, std::int64_t n) const {
    return stopped_in_work(at(journal, n), minute(n));
  }

  Group group_;
};

// --- LU: what is meaningful (domain.md 5) ---

TEST_F(Timers, LuCountsFromCreationWhenNothingElseHappened) { EXPECT_EQ(lu(Journal(), 30), minutes{30}); }

class MeaningfulFact : public testing::TestWithParam<Fact> {};

TEST_P(MeaningfulFact, OfAPersonIsALastUpdate) {
  const Group group;
  const Journal journal = Journal().fact(20, GetParam(), "5");
  EXPECT_EQ(as_of(journal.rows, group.view(), minute(30)).last_update_at, minute(20));
}

INSTANTIATE_TEST_SUITE_P(Domain5, MeaningfulFact,
                         testing::Values(Fact::kStage, Fact::kStatus, Fact::kImportance, Fact::kType,
                                         Fact::kStopper, Fact::kEstimate, Fact::kAssignee, Fact::kGroup,
                                         Fact::kDeadline, Fact::kTitle, Fact::kComment, Fact::kLabour,
                                         Fact::kOther, Fact::kOverride, Fact::kAgreement, Fact::kEntry,
                                         Fact::kFollowUp),
                         [](const auto& row) { return std::string(to_string(row.param)); });

TEST_F(Timers, LuIgnoresTheExtensionsOwnBackgroundWrites) {
  EXPECT_EQ(lu(Journal().status(20, 3, Source::kExtension), 30), minutes{30});
}

TEST_F(Timers, LuIgnoresClassRecalculation) {
  EXPECT_EQ(lu(Journal().fact(20, Fact::kClass, "incident"), 30), minutes{30});
}

TEST_F(Timers, LuIgnoresRobotsUnlessTheyCountBySetting) {
  const Journal journal = Journal().fact(20, Fact::kComment, "", 0, Source::kRobot);
  EXPECT_EQ(lu(journal, 30), minutes{30});
  group_.rules.robots_count = true;
  EXPECT_EQ(lu(journal, 30), minutes{10});
}

TEST_F(Timers, LuCountsImportedFacts) {
  EXPECT_EQ(lu(Journal().fact(20, Fact::kComment, "", kAgent, Source::kImport), 30), minutes{10});
}

TEST_F(Timers, LuIsFrozenWhenDone) {
  const Journal journal = Journal().fact(5, Fact::kComment).move(20, kDone).fact(25, Fact::kComment);
  EXPECT_EQ(lu(journal, 10), minutes{5});
  EXPECT_EQ(lu(journal, 20), minutes{0});
  EXPECT_EQ(lu(journal, 500), minutes{0});
}

TEST_F(Timers, LuGoesOnAfterReopening) {
  EXPECT_EQ(lu(Journal().move(20, kDone).move(50, kWork), 55), minutes{5});
  EXPECT_EQ(lu(Journal().move(20, kDone).status(21, 5, Source::kExtension).status(50, 2), 55), minutes{0});
}

TEST_F(Timers, TheLastSpeakerIsWhoCommentedLast) {
  EXPECT_EQ(at(Journal(kIntake, kClient), 1).last_speaker, Speaker::kClient);
  EXPECT_EQ(at(Journal(kIntake, kAgent), 1).last_speaker, Speaker::kStaff);
  const Journal talk = Journal().fact(2, Fact::kComment, "", kClient).fact(4, Fact::kComment, "", kAgent);
  EXPECT_EQ(at(talk, 3).last_speaker, Speaker::kClient);
  EXPECT_EQ(at(talk, 5).last_speaker, Speaker::kStaff);
  EXPECT_EQ(at(Journal(kIntake, kClient).fact(2, Fact::kType, "x"), 5).last_speaker, Speaker::kClient);
  EXPECT_EQ(at(Journal(kIntake, kClient).fact(2, Fact::kComment, "", 0, Source::kRobot), 5).last_speaker,
            Speaker::kClient);
}

// --- WIA ---

TEST_F(Timers, WiaCountsFromTheFirstEntryIntoWork) {
  const Journal journal = Journal().move(10, kQueue).move(20, kWork).move(30, kWork2);
  EXPECT_EQ(wia(journal, 50), minutes{30});
  EXPECT_EQ(wia(journal, 15), std::nullopt);
}

TEST_F(Timers, ATaskNeverTakenIntoWorkHasNoWia) {
  EXPECT_EQ(wia(Journal().move(5, kVerify), 50), std::nullopt);
}

TEST_F(Timers, GoingBackToTheQueueDoesNotStopWia) {
  EXPECT_EQ(wia(Journal().move(10, kWork).move(20, kQueue).move(40, kWork), 50), minutes{40});
}

TEST_F(Timers, AStopperDoesNotStopWiaAndItsTimeIsKnown) {
  const Journal journal = Journal().move(10, kWork).stopper(20, "Ждём клиента").stopper(35, "");
  EXPECT_EQ(wia(journal, 50), minutes{40});
  EXPECT_EQ(stopped(journal, 30), minutes{10});
  EXPECT_EQ(stopped(journal, 50), minutes{15});
}

TEST_F(Timers, OnlyStopperTimeWithinWiaIsCounted) {
  const Journal journal =
      Journal().stopper(5, "Ждём клиента").move(10, kWork).stopper(12, "Ждём доступ").move(20, kDone);
  EXPECT_EQ(stopped(journal, 11), minutes{1});
  EXPECT_EQ(stopped(journal, 15), minutes{5});
  EXPECT_EQ(stopped(journal, 90), minutes{10});
}

TEST_F(Timers, AStopperClearedAfterDoneCountsUpToDone) {
  EXPECT_EQ(stopped(Journal().move(10, kWork).stopper(15, "x").move(20, kDone).stopper(40, ""), 90),
            minutes{5});
}

TEST_F(Timers, WiaStandsStillWhenDone) {
  EXPECT_EQ(wia(Journal().move(10, kWork).move(25, kDone), 500), minutes{15});
}

TEST_F(Timers, VerifyDoesNotEndTheCycle) {
  EXPECT_EQ(wia(Journal().move(10, kWork).move(25, kVerify), 30), minutes{20});
}

TEST_F(Timers, ReopeningStartsANewCycle) {
  const Journal journal = Journal()
                              .move(10, kWork)
                              .stopper(11, "x")
                              .stopper(13, "")
                              .move(20, kDone)
                              .move(40, kQueue)
                              .move(45, kWork);
  EXPECT_EQ(wia(journal, 42), std::nullopt);
  EXPECT_EQ(wia(journal, 50), minutes{5});
  EXPECT_EQ(stopped(journal, 50), minutes{0});
  EXPECT_EQ(at(journal, 50).cycle, 2);
}

TEST_F(Timers, CompletedByStatusCountsAsDoneUntilTheStageFollows) {
  const Journal journal = Journal().move(10, kWork).status(20, 5).move(22, kDone, Source::kExtension);
  EXPECT_EQ(at(journal, 21).role, Role::kDone);
  EXPECT_EQ(at(journal, 21).stage_role, Role::kWork);
  EXPECT_EQ(at(journal, 30).done_at, minute(20));
  EXPECT_EQ(wia(journal, 90), minutes{10});
}

TEST_F(Timers, StatusEndsNothingWhenTheStageDoesNotFollowIt) {
  group_.rules.stage_follows_status = false;
  EXPECT_EQ(at(Journal().move(10, kWork).status(20, 5), 30).role, Role::kWork);
}

TEST_F(Timers, ACardPulledOutOfDoneIsOpenWhateverItsStatus) {
  group_.rules.bound_at = minute(1000);
  EXPECT_EQ(at(Journal().move(10, kDone).status(10, 5).move(20, kWork), 30).role, Role::kWork);
}

// Completed, re-opened and completed again before our move back came.
TEST_F(Timers, ALateMoveOfOursOpensNoCardThatWasCompletedAgain) {
  const Journal journal = Journal()
                              .status(10, 5)
                              .move(11, kDone, Source::kExtension)
                              .status(20, 2)
                              .status(21, 5)
                              .move(22, kIntake, Source::kExtension)
                              .move(23, kDone, Source::kExtension);
  EXPECT_EQ(at(journal, 22).role, Role::kDone);
  EXPECT_EQ(at(journal, 30).cycle, 1);
  EXPECT_EQ(at(journal, 30).done_at, minute(10));
}

TEST_F(Timers, ATicketDoesNotExistBeforeItsCreation) {
  EXPECT_FALSE(at(Journal(), -1).exists);
  EXPECT_TRUE(at(Journal(), 0).exists);
}

TEST_F(Timers, AnUnknownStageLeavesTheRoleAsItWas) {
  Journal journal = Journal().move(10, kWork);
  journal.fact(20, Fact::kStage, "?Архив");
  EXPECT_EQ(at(journal, 30).role, Role::kWork);
  EXPECT_EQ(at(journal, 30).stage, StageId{0});
}

TEST_F(Timers, AnObservedRowThatRepeatsTheJournalIsNoUpdate) {
  Journal journal = Journal().move(10, kWork);
  JournalRow observed = journal.rows.back();
  observed.key = "ostage-1";
  observed.at = minute(15);
  journal.rows.push_back(observed);
  EXPECT_EQ(lu(journal, 20), minutes{10});
}

// --- thresholds (domain.md 5) ---

TEST(Thresholds, DefaultsAreOneThreeAndFiveTenWorkingDays) {
  const Millis day = std::chrono::hours{8};
  const TimerThresholds thresholds = default_thresholds(day);
  EXPECT_EQ(thresholds.last_update.get(Role::kQueue, CardClass::kChange), (Threshold{day, day * 3}));
  EXPECT_EQ(thresholds.work_in_age.get(Role::kWork, CardClass::kIncident), (Threshold{day * 5, day * 10}));
}

TEST(Thresholds, WarnAndAlarmBeginAtTheirValue) {
  const Threshold threshold{minutes{10}, minutes{20}};
  EXPECT_EQ(level_of(minutes{10} - Millis{1}, threshold), Level::kCalm);
  EXPECT_EQ(level_of(minutes{10}, threshold), Level::kWarn);
  EXPECT_EQ(level_of(minutes{20}, threshold), Level::kAlarm);
}

TEST(Thresholds, ArePerRoleAndClass) {
  ThresholdTable table({minutes{10}, minutes{20}});
  table.set(Role::kWork, CardClass::kIncident, {minutes{1}, minutes{2}});
  EXPECT_EQ(table.get(Role::kWork, CardClass::kIncident).alarm, minutes{2});
  EXPECT_EQ(table.get(Role::kWork, CardClass::kService).alarm, minutes{20});
  EXPECT_EQ(table.get(Role::kDone, CardClass::kService).alarm, minutes{20});
}

TEST(TimerReading, ReadsTheCardsInstantsAndStandsStillWhenDone) {
  Card card;
  card.role = Role::kWork;
  card.last_update_at = minute(50);
  card.work_since = minute(10);
  card.stopper_since = minute(5);
  card.stopped_before_ms = 60'000;
  const TimerThresholds thresholds{ThresholdTable({minutes{5}, minutes{100}}),
                                   ThresholdTable({minutes{5}, minutes{20}})};
  TimerReading reading = read_timers(card, thresholds, minute(60));
  EXPECT_EQ(reading.last_update, minutes{10});
  EXPECT_EQ(reading.last_update_level, Level::kWarn);
  EXPECT_EQ(reading.work_in_age, minutes{50});
  EXPECT_EQ(reading.work_in_age_level, Level::kAlarm);
  EXPECT_EQ(reading.stopped, minutes{51});

  card.role = Role::kDone;
  card.done_at = minute(55);
  reading = read_timers(card, thresholds, minute(9999));
  EXPECT_EQ(reading.work_in_age, minutes{45});
  EXPECT_EQ(reading.work_in_age_level, Level::kCalm);
  EXPECT_EQ(reading.stopped, minutes{46});
}

TEST(TimerReading, CountsInWorkingTimeWhenTold) {
  using std::chrono::hours;
  using std::chrono::year;
  const Calendar office = Calendar::make({.zone = {}, .week = office_week(), .days = {}}).value();
  const auto at = [](unsigned day, int hour) {
    return TimePoint{std::chrono::sys_days{year{2026} / 11 / std::chrono::day{day}}} + hours{hour};
  };
  Card card;
  card.role = Role::kWork;
  card.last_update_at = at(20, 17);  // a Friday
  card.work_since = at(19, 17);
  card.stopped_before_ms = 3'600'000;
  const TimerThresholds thresholds = default_thresholds(office.working_day());
  TimerReading reading = read_timers(card, thresholds, at(23, 16), office);  // Monday
  EXPECT_EQ(reading.last_update, hours{7});
  EXPECT_EQ(reading.last_update_level, Level::kCalm);
  EXPECT_EQ(reading.work_in_age, hours{15});
  EXPECT_EQ(reading.stopped, hours{1});
  EXPECT_EQ(read_timers(card, thresholds, at(23, 17), office).last_update_level, Level::kWarn);
  // By the calendar it would be an alarm on Monday.
  EXPECT_EQ(read_timers(card, default_thresholds(hours{24}), at(23, 17)).last_update_level, Level::kAlarm);
}

}  // namespace
}  // namespace sd::kanban
