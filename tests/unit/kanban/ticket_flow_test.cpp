#include "kanban/rules/ticket_flow.h"

#include <gtest/gtest.h>

#include "kanban/rules/flow_span.h"
#include "tests/unit/kanban/journal_of.h"

namespace sd::kanban {
namespace {

using namespace test_rules;

FlowStay stay(std::int64_t stage, Role role, std::int64_t from) {
  return {StageId{stage}, role, minute(from)};
}

TicketFlow flow_of(const Journal& journal, const Group& group = {}) {
  return ticket_flow(journal.rows, group.view());
}

TEST(TicketFlow, ACycleGoesFromCreationToDone) {
  Journal journal;
  journal.move(10, kQueue).move(20, kWork).move(20, kWork2).move(30, kQueue).move(50, kDone);
  const TicketFlow flow = flow_of(journal);
  ASSERT_EQ(flow.cycles.size(), 1U);
  const FlowCycle& cycle = flow.cycles[0];
  EXPECT_EQ(cycle.begin, minute(0));
  EXPECT_EQ(cycle.work_since, minute(20));
  EXPECT_EQ(cycle.done_at, minute(50));
  EXPECT_EQ(cycle.left_at, std::nullopt);
  EXPECT_EQ(cycle.stays, (std::vector{stay(kIntake, Role::kIntake, 0), stay(kQueue, Role::kQueue, 10),
                                      stay(kWork2, Role::kWork, 20), stay(kQueue, Role::kQueue, 30)}));
}

TEST(TicketFlow, ReopeningBeginsACycleAndEndsDone) {
  Journal journal;
  journal.move(10, kWork).move(20, kDone).move(45, kQueue).move(60, kWork);
  const TicketFlow flow = flow_of(journal);
  ASSERT_EQ(flow.cycles.size(), 2U);
  EXPECT_EQ(flow.cycles[0].left_at, minute(45));
  EXPECT_EQ(flow.cycles[1].number, 2);
  EXPECT_EQ(flow.cycles[1].begin, minute(45));
  EXPECT_EQ(flow.cycles[1].work_since, minute(60));
  EXPECT_EQ(flow.cycles[1].done_at, std::nullopt);
  EXPECT_EQ(flow.cycles[1].stays,
            (std::vector{stay(kQueue, Role::kQueue, 45), stay(kWork, Role::kWork, 60)}));
}

TEST(TicketFlow, WhatIsHandedOverForItsCheckGoesOnWithItsCycle) {
  Journal journal;
  journal.stopper(5, "Ждём клиента").move(10, kWork).move(30, kDone).status(31, 4, Source::kExtension);
  journal.stopper(35, "").move(40, kVerify, Source::kExtension);
  TicketFlow flow = flow_of(journal);
  ASSERT_EQ(flow.cycles.size(), 1U);
  EXPECT_EQ(flow.cycles[0].done_at, std::nullopt);
  EXPECT_EQ(flow.cycles[0].work_since, minute(10));
  EXPECT_EQ(flow.cycles[0].stays, (std::vector{stay(kIntake, Role::kIntake, 0), stay(kWork, Role::kWork, 10),
                                               stay(kVerify, Role::kVerify, 40)}));
  journal.status(50, 5).move(51, kDone, Source::kExtension);
  flow = flow_of(journal);
  ASSERT_EQ(flow.cycles.size(), 1U);
  EXPECT_EQ(flow.cycles[0].done_at, minute(50));
  EXPECT_EQ(flow.cycles[0].stopped, std::chrono::minutes{25});
}

TEST(TicketFlow, WhatWasCompletedAndComesBackForItsCheckWasOpenedAgain) {
  Journal journal;
  journal.move(10, kWork).move(30, kDone).status(31, 5, Source::kExtension).status(32, 2).status(33, 4);
  journal.move(40, kVerify, Source::kExtension);
  const TicketFlow flow = flow_of(journal);
  ASSERT_EQ(flow.cycles.size(), 2U);
  EXPECT_EQ(flow.cycles[0].done_at, minute(30));
  EXPECT_EQ(flow.cycles[1].begin, minute(40));
}

TEST(TicketFlow, ATicketClosedAtOnceStoodNowhere) {
  Journal journal(kDone);
  const TicketFlow flow = flow_of(journal);
  ASSERT_EQ(flow.cycles.size(), 1U);
  EXPECT_EQ(flow.cycles[0].done_at, minute(0));
  EXPECT_TRUE(flow.cycles[0].stays.empty());
}

TEST(TicketFlow, CompletionByStatusIsDoneWhateverTheStage) {
  Journal journal;
  journal.move(10, kWork).status(30, 5).move(31, kDone);
  const TicketFlow flow = flow_of(journal);
  ASSERT_EQ(flow.cycles.size(), 1U);
  EXPECT_EQ(flow.cycles[0].done_at, minute(30));
}

TEST(TicketFlow, StoppedTimeCountsFromWorkToDone) {
  Journal journal;
  journal.stopper(5, "Ждём клиента")
      .move(10, kWork)
      .stopper(16, "")
      .stopper(20, "Ждём доступ")
      .move(30, kDone);
  journal.stopper(40, "");
  EXPECT_EQ(flow_of(journal).cycles[0].stopped, std::chrono::minutes{6 + 10});
}

TEST(TicketFlow, AStopperIsCutWhereTheCardWasClosedAndOpenedAgain) {
  Journal journal;
  journal.stopper(5, "x").move(10, kDone).move(30, kWork).stopper(40, "");
  EXPECT_EQ(flow_of(journal).stops, (std::vector<FlowStop>{{"x", minute(5), minute(5), minute(10), true},
                                                           {"x", minute(5), minute(10), minute(30), false},
                                                           {"x", minute(5), minute(30), minute(40), true}}));
}

TEST(TicketFlow, ARenamedStopperStandsSinceItWasSet) {
  Journal journal;
  journal.stopper(5, "Ждём клиента").stopper(9, "ждём  клиента").stopper(12, "Ждём доступ");
  EXPECT_EQ(flow_of(journal).stops,
            (std::vector<FlowStop>{{"Ждём клиента", minute(5), minute(5), minute(9), true},
                                   {"ждём  клиента", minute(5), minute(9), minute(12), true},
                                   {"Ждём доступ", minute(12), minute(12), std::nullopt, true}}));
}

TEST(TicketFlow, ClassIsThatOfTheClosingAndTypeTheLastOfTheCycle) {
  Journal journal;
  journal.move(10, kDone).fact(11, Fact::kEstimate, "4").fact(12, Fact::kType, "Первая линия");
  journal.move(20, kWork).fact(21, Fact::kImportance, "1").fact(22, Fact::kType, "Аналитика");
  const TicketFlow flow = flow_of(journal);
  ASSERT_EQ(flow.cycles.size(), 2U);
  EXPECT_EQ(flow.cycles[0].card_class, CardClass::kService);
  EXPECT_EQ(flow.cycles[0].type, "Первая линия");
  EXPECT_EQ(flow.cycles[1].card_class, CardClass::kIncident);
  EXPECT_EQ(flow.cycles[1].type, "Аналитика");
}

TEST(TicketFlow, ADeletedStageKeepsItsNumberAndItsRole) {
  Group group;
  const std::vector<Stage> deleted{{StageId{600}, GroupId{77}, "Старая", "", 1, Role::kWork}};
  Journal journal;
  journal.move(10, 600);
  const TicketFlow flow = ticket_flow(journal.rows, {group.stages, group.clients, group.rules, deleted});
  EXPECT_EQ(flow.cycles[0].stays.back(), stay(600, Role::kWork, 10));
  EXPECT_EQ(flow.cycles[0].work_since, minute(10));
}

TEST(TicketFlow, WithoutAJournalThereIsNone) {
  const Group group;
  EXPECT_EQ(ticket_flow({}, group.view()), TicketFlow{});
}

TEST(FlowBasis, ChangesWithWhatFlowsAreMadeFrom) {
  Group group;
  const std::int64_t before = flow_basis(group.view());
  EXPECT_EQ(flow_basis(Group{}.view()), before);
  group.stages[0].title = "Иначе";
  group.stages[0].color = "000000";
  EXPECT_EQ(flow_basis(group.view()), before) << "titles and colours are of no account";
  group.stages[1].role = Role::kQueue;
  EXPECT_NE(flow_basis(group.view()), before);
  group = {};
  group.rules.estimate_first = true;
  EXPECT_NE(flow_basis(group.view()), before);
  group = {};
  group.rules.stage_follows_status = false;
  EXPECT_NE(flow_basis(group.view()), before);
}

TEST(FlowBasis, ADeletedStageMeansTheSameAsBefore) {
  Group group;
  const std::int64_t before = flow_basis(group.view());
  const std::vector<Stage> deleted{group.stages[1]};
  group.stages.erase(group.stages.begin() + 1);
  EXPECT_EQ(flow_basis({group.stages, group.clients, group.rules, deleted}), before);
}

TEST(StaysText, GoesThereAndBack) {
  const std::vector<FlowStay> stays{stay(5'000'000'000, Role::kIntake, 0), stay(0, Role::kVerify, 7)};
  const std::string text = stays_text(stays, minute(0));
  EXPECT_EQ(text, "0:5000000000+0 4:0+420000");
  std::vector<FlowStay> read{stay(1, Role::kWork, 1)};
  read_stays(text, minute(0), read);
  EXPECT_EQ(read, stays);
  read_stays("", minute(0), read);
  EXPECT_TRUE(read.empty());
}

TEST(StaysText, WhatFollowsAMalformedPartIsDropped) {
  std::vector<FlowStay> read;
  for (const char* bad : {"5:1+0", "9:1+0", "0;1+0", "0:x+0", "0:1", "0:1+", "x"}) {
    read_stays(std::string("3:7+60000 ") + bad, minute(0), read);
    EXPECT_EQ(read, (std::vector{stay(7, Role::kWork, 1)})) << bad;
  }
}

TEST(SpanOf, IsTheSmallestPowerOfTwoOfDaysThatHoldsTheStretch) {
  using std::chrono::days;
  const TimePoint from = minute(0);
  EXPECT_EQ(span_of(from, std::nullopt), kGoingOn);
  EXPECT_EQ(span_of(from, from), 0);
  EXPECT_EQ(span_of(from, from + days{1}), 0);
  EXPECT_EQ(span_of(from, from + days{1} + Millis{1}), 1);
  EXPECT_EQ(span_of(from, from + days{4}), 2);
  EXPECT_EQ(span_of(from, from + days{5'000'000}), kLastSpan);
  EXPECT_EQ(earliest_of(2, from + days{4}), from);
}

}  // namespace
}  // namespace sd::kanban
