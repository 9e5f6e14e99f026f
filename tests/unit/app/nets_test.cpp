#include "extension/app/nets.h"

#include "tests/doubles/fake_clock.h"
#include "tests/doubles/memory_sync_health.h"
#include "tests/unit/kanban/net.h"

namespace sd::app {
namespace {

using namespace std::chrono_literals;
using kanban::Figure;
using kanban::test_rules::kAgent;
using kanban::test_rules::kWork;

TEST(LastNight, IsTheLatestTimeTheHourWasShown) {
  const TimePoint noon = from_ms(1'767'614'400'000);  // 2026-01-05 12:00 UTC
  EXPECT_EQ(last_night(noon, 0ms, 3h), noon - 9h);
  EXPECT_EQ(last_night(noon, 0ms, 12h), noon);
  EXPECT_EQ(last_night(noon, 0ms, 13h), noon - 23h);
  EXPECT_EQ(last_night(noon, 3h, 3h), noon - 12h);        // 15:00 there
  EXPECT_EQ(last_night(noon, -10h, 3h), noon - 23h);      // 02:00 there
  EXPECT_EQ(last_night(noon, 13h, 30min), noon - 30min);  // 01:00 of the next day there
}

class NetsTest : public kanban::test_rules::Net {
 protected:
  NetsTest() { clock.set(portal.clock); }
  void advance(Millis by) {
    clock.advance(by);
    portal.advance(by);
  }
  std::int64_t shown(Figure which) { return figure(*health.all(id), which); }

  test::FakeClock clock;
  test::MemorySyncHealth health;
  kanban::RefreshPeople refresh{portal, people};
  std::vector<std::string> lines;
  int refreshed = 0, woken = 0;
  bool ill = false;
  kanban::BoardReader boards{cards, people, [](PortalId, GroupId) -> Result<kanban::BoardSettings> {
                               return kanban::BoardSettings{};
                             }};
  webhooks::Looks looks;
  EventWork events{
      {sync, sync_stages, cards, people, portal, boards, clock, looks, [](PortalId, const auto&) {}}};
  int labour_compared = 0;
  Nets nets{{reconcile, sweep, refresh, events, cards, settings, health, clock, [](PortalId) { return 3h; },
             [this](PortalId) { return ill; }, [this](PortalId) { ++woken; },
             [this](PortalId) { ++refreshed; },
             [this](PortalId, const std::stop_token&) -> Status {
               ++labour_compared;
               return Done{};
             },
             [this](const std::string& line) { lines.push_back(line); }, 3h}};
};

TEST_F(NetsTest, WhereRequestsAreShortWhatIsOwedIsWrittenNowAndThenForManyTogether) {
  EventWork sparing{{sync, sync_stages, cards, people, portal, boards, clock, looks,
                     [](PortalId, const auto&) {}, [](PortalId) { return 2'500ms; }}};
  std::vector<TicketId> tickets;
  for (int i = 0; i < 3; ++i) tickets.push_back(portal.create(kAgent, 77));
  ASSERT_TRUE(sparing.tickets(id, tickets));
  const auto moved = [&](std::size_t which) {
    static_cast<void>(portal.move_as(kAgent, tickets[which], kWork));
    return sparing.tickets(id, {&tickets[which], 1}).value();
  };
  advance(1min);
  const TimePoint first = clock.now();
  EXPECT_TRUE(moved(0).later.empty()) << "nothing was written of late";
  EXPECT_EQ(card(tickets[0]).status, kanban::TaskStatus::kInProgress);
  for (const std::size_t which : {1U, 2U}) {
    advance(1s);
    const auto looked = moved(which);
    EXPECT_EQ(looked.later, std::vector{tickets[which]});
    EXPECT_EQ(looked.later_at, first + 2'500ms);
    EXPECT_EQ(card(tickets[which]).stage, StageId{kWork}) << "shown at once";
    EXPECT_EQ(card(tickets[which]).status, kanban::TaskStatus::kPending);
  }
  advance(500ms);
  const auto both = sparing.tickets(id, std::span(tickets).last(2)).value();
  EXPECT_TRUE(both.later.empty());
  EXPECT_EQ(card(tickets[1]).status, kanban::TaskStatus::kInProgress);
  EXPECT_EQ(card(tickets[2]).status, kanban::TaskStatus::kInProgress);
  // A clock that was put back postpones nothing.
  clock.set(first - 1h);
  static_cast<void>(portal.move_as(kAgent, tickets[1], kanban::test_rules::kTriage));
  EXPECT_TRUE(sparing.tickets(id, tickets).value().later.empty());
}

TEST_F(NetsTest, CountsWhatReconciliationRepairs) {
  portal.create(kAgent, 77);
  advance(2min);
  ASSERT_TRUE(nets.reconcile(id));
  EXPECT_EQ(shown(Figure::kReconcileRepaired), 1);
  EXPECT_EQ(shown(Figure::kReconciledAt), to_ms(clock.now()));
  ASSERT_TRUE(nets.reconcile(id));
  EXPECT_EQ(shown(Figure::kReconcileRepaired), 1);
  EXPECT_EQ(lines, std::vector<std::string>{
                       "portal 1: reconciliation repaired 1 cards: 1 missed, 0 moved, 0 changed, 0 gone"});
}

// Changes of an outage wait in the queue: they are no repairs.
TEST_F(NetsTest, AfterAnOutageTheQueueGoesFirst) {
  health.set(id, Figure::kQueuePolledAt, clock.now());
  ill = true;
  portal.create(kAgent, 77);
  for (int hour = 0; hour < 3; ++hour) {
    advance(1h);
    ASSERT_TRUE(nets.reconcile(id));
  }
  ill = false;
  ASSERT_TRUE(nets.reconcile(id));
  EXPECT_EQ(woken, 4);
  EXPECT_TRUE(portal.calls.empty());
  health.set(id, Figure::kQueuePolledAt, clock.now());
  ASSERT_TRUE(nets.reconcile(id));
  EXPECT_EQ(portal.calls["stamps"], 1);
}

TEST_F(NetsTest, AQueueThatCannotBePolledDoesNotSwitchTheNetOff) {
  health.set(id, Figure::kQueuePolledAt, clock.now());
  portal.create(kAgent, 77);
  advance(1h);
  ASSERT_TRUE(nets.reconcile(id));
  advance(14min);
  ASSERT_TRUE(nets.reconcile(id));
  EXPECT_EQ(shown(Figure::kReconcileRepaired), 0);
  advance(1min);
  ASSERT_TRUE(nets.reconcile(id));
  EXPECT_EQ(shown(Figure::kReconcileRepaired), 1);
}

TEST_F(NetsTest, SweepsOnceANightByThePortalsClock) {
  ASSERT_TRUE(nets.nightly(id, {}));  // never swept
  EXPECT_EQ(shown(Figure::kSweptAt), to_ms(clock.now()));
  EXPECT_EQ(shown(Figure::kPeopleRefreshedAt), to_ms(clock.now()));
  EXPECT_EQ(refreshed, 1);
  portal.calls.clear();
  advance(14h);  // 02:00 there
  ASSERT_TRUE(nets.nightly(id, {}));
  EXPECT_TRUE(portal.calls.empty());
  advance(1h);
  ASSERT_TRUE(nets.nightly(id, {}));
  EXPECT_EQ(portal.calls["stamps"], 1);
  ASSERT_TRUE(nets.nightly(id, {}));
  EXPECT_EQ(portal.calls["stamps"], 1);
}

TEST_F(NetsTest, SweepsWhenAskedTo) {
  ASSERT_TRUE(nets.nightly(id, {}));
  advance(1min);
  ASSERT_TRUE(settings.put_setting(id, kanban::kSweepAsked, std::to_string(to_ms(clock.now()))));
  portal.calls.clear();
  advance(1min);
  ASSERT_TRUE(nets.nightly(id, {}));
  ASSERT_TRUE(nets.nightly(id, {}));
  EXPECT_EQ(portal.calls["stamps"], 1);
}

TEST_F(NetsTest, CountsWhatTheSweepFindsAndForgetsTheGoneWithTheNextReconciliation) {
  const TicketId deleted = portal.create(kAgent, 77);
  portal.create(kAgent, 78);
  advance(2min);
  look({deleted});
  portal.remove(deleted);
  ASSERT_TRUE(nets.nightly(id, {}));
  EXPECT_EQ(shown(Figure::kSweepMissed), 1);
  EXPECT_EQ(shown(Figure::kSweepGone), 0);
  advance(2min);
  ASSERT_TRUE(nets.reconcile(id));
  EXPECT_EQ(shown(Figure::kSweepGone), 1);
  EXPECT_EQ(shown(Figure::kReconcileRepaired), 0);
}

TEST_F(NetsTest, ABackFillThatDoesNotEndKeepsTheSweepWaitingForADay) {
  health.set(id, Figure::kBackfillPhase, static_cast<std::int64_t>(kanban::BackfillPhase::kClosed));
  health.set(id, Figure::kBackfillStartedAt, clock.now());
  advance(23h);
  ASSERT_TRUE(nets.nightly(id, {}));
  EXPECT_EQ(shown(Figure::kSweptAt), 0);
  advance(1h);
  ASSERT_TRUE(nets.nightly(id, {}));
  EXPECT_NE(shown(Figure::kSweptAt), 0);
}

TEST_F(NetsTest, WaitsForTheBackFill) {
  health.set(id, Figure::kBackfillPhase, static_cast<std::int64_t>(kanban::BackfillPhase::kClosed));
  health.set(id, Figure::kBackfillStartedAt, clock.now());
  ASSERT_TRUE(nets.nightly(id, {}));
  EXPECT_EQ(shown(Figure::kSweptAt), 0);
  health.set(id, Figure::kBackfillPhase, static_cast<std::int64_t>(kanban::BackfillPhase::kFinished));
  ASSERT_TRUE(nets.nightly(id, {}));
  EXPECT_NE(shown(Figure::kSweptAt), 0);
  EXPECT_EQ(labour_compared, 1);
}

TEST_F(NetsTest, AFailedSweepIsTriedAgain) {
  portal.fail("stamps", {ErrorKind::kUnavailable, "portal.unreachable", {}});
  EXPECT_EQ(nets.nightly(id, {}).error().code, "portal.unreachable");
  EXPECT_EQ(shown(Figure::kSweptAt), 0);
  ASSERT_TRUE(nets.nightly(id, {}));
  EXPECT_NE(shown(Figure::kSweptAt), 0);
}

TEST_F(NetsTest, ReadsStagesAndMembersOfEveryGroup) {
  static_cast<void>(
      portal.update_stage(kanban::background(id), StageId{504}, "Делаем", "FF0000", std::nullopt));
  ASSERT_TRUE(nets.stages(id));
  EXPECT_EQ(kanban::find_stage(*cards.stages(id, GroupId{77}), StageId{504})->title, "Делаем");
  EXPECT_EQ(shown(Figure::kStagesRefreshedAt), to_ms(clock.now()));
  portal.fail("stages", {ErrorKind::kUnavailable, "portal.paused", {}});
  EXPECT_EQ(nets.stages(id).error().code, "portal.paused");
}

}  // namespace
}  // namespace sd::app
