// What kanban keeps of tickets' flows is what reports read.
#include "reports/sql/soci_flow_store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "kanban/rebuild_flow.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_fill_store.h"
#include "kanban/sql/soci_flow_rebuild.h"
#include "kanban/sql/soci_settings_store.h"
#include "tests/contract/stores/migrated_database.h"

namespace sd::reports {
namespace {

using kanban::CardChange;
using kanban::FlowCycle;
using kanban::FlowStop;
using kanban::Role;
using std::chrono::days;
using std::chrono::hours;

TimePoint at(std::int64_t hour) { return from_ms(1'760'000'000'000) + hours{hour}; }

bool by_key(const CycleRow& one, const CycleRow& two) {
  return std::pair(one.ticket, one.cycle.number) < std::pair(two.ticket, two.cycle.number);
}

class SociFlowStoreTest : public testing::Test {
 protected:
  static CardChange change(std::int64_t ticket, std::vector<FlowCycle> cycles,
                           std::vector<FlowStop> stops = {}) {
    CardChange change;
    change.card.ticket = TicketId{ticket};
    change.card.group = GroupId{77};
    change.card.company = CompanyId{9};
    change.card.assignee = UserId{12};
    change.card_changed = true;
    change.flow = kanban::TicketFlow{std::move(cycles), std::move(stops)};
    return change;
  }
  static FlowCycle cycle(std::int64_t begin, std::optional<std::int64_t> done = {}) {
    FlowCycle cycle;
    cycle.begin = at(begin);
    if (done) cycle.done_at = at(*done);
    cycle.stays = {{StageId{501}, Role::kIntake, at(begin)}};
    return cycle;
  }
  void put(const std::vector<CardChange>& changes, const std::vector<TicketId>& gone = {}) {
    ASSERT_TRUE(cards_.store(portal_, changes, gone));
  }
  std::vector<CycleRow> cycles(std::int64_t from, std::int64_t to,
                               std::vector<GroupId> groups = {GroupId{77}}) {
    std::vector<CycleRow> rows;
    EXPECT_TRUE(flows_.each_cycle(portal_, groups, at(from), at(to),
                                  [&](const CycleRow& row) { rows.push_back(row); }));
    std::sort(rows.begin(), rows.end(), by_key);
    return rows;
  }
  std::vector<TicketId> tickets(std::int64_t from, std::int64_t to) {
    std::vector<TicketId> ids;
    for (const CycleRow& row : cycles(from, to)) ids.push_back(row.ticket);
    return ids;
  }

  test::MigratedDatabase database_;
  kanban::sql::SociCardStore cards_{*database_};
  kanban::sql::SociSettingsStore settings_{*database_};
  kanban::sql::SociFlowRebuild rebuilds_{*database_};
  sql::SociFlowStore flows_{*database_};
  const PortalId portal_{1};
};

TEST_F(SociFlowStoreTest, ReadsWhatWasStoredWithTheCard) {
  FlowCycle first = cycle(0, 30);
  first.work_since = at(4);
  first.left_at = at(50);
  first.stopped = hours{3};
  first.card_class = kanban::CardClass::kIncident;
  first.type = "'; DROP TABLE card; -- \"Ж\"";
  first.stays.push_back({StageId{5'000'000'000}, Role::kWork, at(4)});
  FlowCycle second = cycle(50);
  second.number = 2;
  const FlowStop stop{"Ждём клиента", at(1), at(2), at(5), false}, open{"Ждём", at(60), at(60), {}, true};
  put({change(5, {first, second}, {stop, open})});

  const std::vector<CycleRow> expected{{TicketId{5}, GroupId{77}, CompanyId{9}, UserId{12}, first},
                                       {TicketId{5}, GroupId{77}, CompanyId{9}, UserId{12}, second}};
  EXPECT_EQ(cycles(0, 100), expected);
  const auto stops = flows_.stops_of(portal_, std::vector{TicketId{4}, TicketId{5}});
  ASSERT_TRUE(stops);
  ASSERT_EQ(stops->size(), 2U);
  EXPECT_EQ((*stops)[0], (StopRow{TicketId{5}, GroupId{77}, CompanyId{9}, UserId{12},
                                  kanban::CardClass::kService, "", stop}));
  EXPECT_EQ((*stops)[1].stop, open);
  std::vector<StopRow> found;
  ASSERT_TRUE(flows_.each_stop(portal_, std::vector{GroupId{77}}, at(5), at(61),
                               [&](const StopRow& row) { found.push_back(row); }));
  EXPECT_EQ(found.size(), 2U) << "what ends at the period's beginning is told of";
  EXPECT_TRUE(cycles(0, 100, {GroupId{78}}).empty());
  EXPECT_TRUE(cycles(0, 100, {}).empty());
}

TEST_F(SociFlowStoreTest, ANewFlowReplacesTheOldAndNoneLeavesIt) {
  put({change(5, {cycle(0, 30)}, {{"x", at(1), at(1), at(2), true}})});
  CardChange only_card = change(5, {});
  only_card.flow.reset();
  put({only_card});
  EXPECT_EQ(cycles(0, 100).size(), 1U);
  put({change(5, {cycle(1)})});
  ASSERT_EQ(cycles(0, 100).size(), 1U);
  EXPECT_EQ(cycles(0, 100)[0].cycle, cycle(1));
  EXPECT_TRUE(flows_.stops_of(portal_, std::vector{TicketId{5}})->empty());
}

TEST_F(SociFlowStoreTest, AFlowGoesWithItsTicketItsGroupAndItsMoves) {
  put({change(5, {cycle(0)}), change(6, {cycle(0)})});
  CardChange moved = change(5, {cycle(0)});
  moved.card.group = GroupId{78};
  put({moved});
  EXPECT_EQ(tickets(0, 1), std::vector{TicketId{6}});
  EXPECT_EQ(cycles(0, 1, {GroupId{77}, GroupId{78}}).size(), 2U);
  put({}, {TicketId{6}});
  EXPECT_TRUE(tickets(0, 1).empty());
  ASSERT_TRUE(cards_.unbind(portal_, GroupId{78}));
  EXPECT_TRUE(cycles(0, 1, {GroupId{78}}).empty());
}

TEST_F(SociFlowStoreTest, APeriodFindsWhatANaiveReadingFinds) {
  std::mt19937 random(20261128);  // NOLINT: the same every time
  const auto some = [&random](std::int64_t below) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(below));
  };
  std::vector<CardChange> changes;
  for (std::int64_t ticket = 1; ticket <= 600; ++ticket) {
    const std::int64_t begin = some(40'000);
    const std::int64_t longest = std::int64_t{1} << static_cast<unsigned>(some(16));
    changes.push_back(change(ticket, {some(12) == 0 ? cycle(begin) : cycle(begin, begin + some(longest))}));
  }
  put(changes);
  std::size_t hits = 0;
  for (int round = 0; round < 60; ++round) {
    const std::int64_t from = some(60'000), to = from + 1 + some(3'000);
    std::vector<TicketId> expected;
    for (const CardChange& one : changes) {
      const FlowCycle& flow = one.flow->cycles[0];
      if (flow.begin < at(to) && (!flow.done_at || *flow.done_at >= at(from)))
        expected.push_back(one.card.ticket);
    }
    hits += expected.size();
    ASSERT_EQ(tickets(from, to), expected) << from << " " << to;
  }
  EXPECT_GT(hits, 1'000U);
}

TEST_F(SociFlowStoreTest, APeriodIsReadThroughTheLengthsOfStretches) {
  put({change(5, {cycle(0, 30)})});
  const std::string plan = test::plan_of(
      *database_,
      "SELECT ticket FROM flow_cycle WHERE portal = 1 AND group_id IN (77, 78) AND span = 3 AND begin_ms >= 5"
      " AND begin_ms < 9 AND (done_ms IS NULL OR done_ms >= 5)");
  EXPECT_NE(plan.find(test::on_server() ? "PRIMARY" : "span=? AND begin_ms>? AND begin_ms<?"),
            std::string::npos)
      << plan;
}

TEST_F(SociFlowStoreTest, KnowsWhenCardsWereLastUpdated) {
  CardChange updated = change(5, {});
  updated.card.last_update_at = at(7);
  put({updated});
  const auto updates = flows_.last_updates(portal_, std::vector{TicketId{5}, TicketId{6}});
  ASSERT_TRUE(updates);
  EXPECT_EQ(*updates, (std::vector{std::pair(TicketId{5}, at(7))}));
}

// A group with two stages and journals of before flows were kept.
class FlowRebuildTest : public SociFlowStoreTest {
 protected:
  FlowRebuildTest() {
    kanban::BoundGroup group;
    group.group = GroupId{77};
    EXPECT_TRUE(cards_.bind(portal_, group));
    put_role(Role::kWork);
    std::vector<CardChange> old;
    for (std::int64_t ticket = 1; ticket <= 1'100; ++ticket) {
      CardChange change = SociFlowStoreTest::change(ticket, {});
      change.flow.reset();
      change.new_rows = {row(1, kanban::Fact::kCreated, "501"), row(2, kanban::Fact::kStage, "502")};
      old.push_back(std::move(change));
    }
    put(old);
  }
  static kanban::JournalRow row(std::int64_t id, kanban::Fact fact, std::string to) {
    return {"h" + std::to_string(id),
            at(id),
            id,
            UserId{12},
            kanban::Source::kPerson,
            fact,
            "",
            std::move(to),
            ""};
  }
  void put_role(Role role) {
    const std::vector<kanban::Stage> stages{{StageId{501}, GroupId{77}, "A", "", 100, Role::kIntake},
                                            {StageId{502}, GroupId{77}, "B", "", 200, role}};
    ASSERT_TRUE(cards_.put_stages(portal_, GroupId{77}, stages, at(0)));
  }
  void rebuild(int steps = 1'000) {
    ASSERT_TRUE(rebuild_.run(portal_, at(9), [&](const kanban::FlowPoint&) { return --steps > 0; }));
  }
  FlowState state() { return *flows_.state(portal_, std::vector{GroupId{77}}); }

  kanban::RebuildFlow rebuild_{cards_, settings_, rebuilds_};
};

TEST_F(FlowRebuildTest, MakesTheFlowsOfOldJournalsGoingOnAfterAStop) {
  EXPECT_TRUE(state().rebuilding);
  rebuild(2);
  EXPECT_EQ(cycles(0, 9).size(), 1'000U);
  EXPECT_EQ(state(), (FlowState{1'100, 1'000, true, 0}));
  rebuild();
  EXPECT_EQ(state(), FlowState{});
  const std::vector<CycleRow> rows = cycles(0, 9);
  ASSERT_EQ(rows.size(), 1'100U);
  EXPECT_EQ(rows[1'099].cycle.work_since, at(2));
  EXPECT_EQ(rows[0].company, CompanyId{9});
}

TEST_F(FlowRebuildTest, MakesThemAnewForOtherRoles) {
  rebuild();
  put_role(Role::kQueue);
  rebuild();
  EXPECT_EQ(cycles(0, 9)[0].cycle.work_since, std::nullopt);
  EXPECT_EQ(cycles(0, 9)[0].cycle.stays.back().role, Role::kQueue);
  const auto points = rebuilds_.points(portal_);
  ASSERT_EQ(points->size(), 1U);
  EXPECT_EQ((*points)[0].done, 1'100);
  EXPECT_EQ((*points)[0].finished_at, at(9));
}

TEST_F(FlowRebuildTest, AFlowMadeForOtherRolesMakesTheGroupDueAgain) {
  rebuild();
  CardChange stale = change(5, {cycle(0)});
  stale.flow_basis = 1;
  put({stale});
  EXPECT_TRUE(state().rebuilding);
  rebuild();
  EXPECT_FALSE(state().rebuilding);
  EXPECT_EQ(cycles(0, 9)[4].cycle.work_since, at(2));
}

TEST_F(FlowRebuildTest, AStepOfWhatWasBegunAnewStoresNothing) {
  const auto first = rebuilds_.begin(portal_, GroupId{77}, 1);
  ASSERT_TRUE(rebuilds_.begin(portal_, GroupId{77}, 2));
  const auto make = [](std::span<const kanban::JournalRow>) { return kanban::TicketFlow{{cycle(0)}, {}}; };
  EXPECT_EQ(rebuilds_.step(portal_, *first, 10, make, at(9)).error().code, "flow.changed");
  EXPECT_TRUE(cycles(0, 9).empty());
}

TEST_F(FlowRebuildTest, CountsWhatTheBackFillHasNotRead) {
  rebuild();
  kanban::sql::SociFillStore fills(*database_);
  ASSERT_TRUE(fills.put(portal_, {kanban::FillPhase::kClosedHistory, GroupId{0}, 0, 10, 4, 0, {}, {}}));
  ASSERT_TRUE(fills.put(portal_, {kanban::FillPhase::kOpenHistory, GroupId{78}, 0, 10, 4, 0, {}, {}}));
  EXPECT_EQ(state().unread, 6);
}

}  // namespace
}  // namespace sd::reports
