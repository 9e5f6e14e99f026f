#include "kanban/back_fill.h"

#include "tests/doubles/fake_clock.h"
#include "tests/doubles/memory_fill_store.h"
#include "tests/doubles/memory_sync_health.h"
#include "tests/unit/kanban/desk.h"

namespace sd::kanban {
namespace {

using namespace test_rules;
using std::chrono::hours;
using std::chrono::minutes;

// 20 open tickets and 580 closed ones, with the past of each.
class BackFillTest : public Desk {
 protected:
  BackFillTest() {
    portal.page_size = 250;
    for (int i = 0; i < 600; ++i) {
      tickets.push_back(portal.create(kAgent, 77));
      if (i % 30 == 0) continue;
      portal.advance(minutes{1});
      static_cast<void>(portal.move_as(kAgent, tickets.back(), kWork));
      portal.advance(minutes{1});
      portal.set_status(kAgent, tickets.back(), TaskStatus::kCompleted);
    }
    portal.advance(hours{1});
    BoundGroup group = bound();
    group.bound_at = portal.clock;
    static_cast<void>(cards.bind(id, group));
  }

  Status open() { return back_fill.open_tickets(id, GroupId{77}, watch); }
  Status all() {
    for (const Status& done : {back_fill.users(id, watch), open(), back_fill.closed_tickets(id, watch),
                               back_fill.histories(id, watch)}) {
      if (!done) return done;
    }
    return Done{};
  }
  FillPoint point(FillPhase phase) {
    const std::vector<FillPoint> points = *store.points(id);
    for (const FillPoint& one : points) {
      if (one.phase == phase) return one;
    }
    return {};
  }
  std::size_t cards_on_board(bool with_done) { return cards.board(id, GroupId{77}, with_done)->cards.size(); }
  std::int64_t shown(Figure which) { return figure(*health.all(id), which); }

  std::vector<TicketId> tickets;
  test::FakeClock clock;
  test::MemoryFillStore store;
  test::MemorySyncHealth health;
  FillBook book{store, portal, health, clock};
  BackFill back_fill{{portal, cards, people, sync, sync_stages, book}};
  int steps_left = 1'000'000;
  BackFill::Watch watch = [this](const FillPoint&) { return --steps_left > 0; };
};

TEST_F(BackFillTest, OpenTicketsComeFirstAndAreRightBeforeAnyClosedOneIsListed) {
  ASSERT_TRUE(open());
  EXPECT_EQ(cards_on_board(true), 20U);
  EXPECT_TRUE(bound().synced);
  const BoardSnapshot board = *cards.board(id, GroupId{77}, false);
  for (const Card& open_card : board.cards) {
    EXPECT_TRUE(open_card.history_read);
    EXPECT_FALSE(cards.journal(id, open_card.ticket)->empty());
  }
  EXPECT_EQ(portal.calls["list_rows"], 1);
  EXPECT_EQ(portal.calls["read"], 1);
}

TEST_F(BackFillTest, ClosedTicketsAreShownFromTheirRowsAndSaySo) {
  ASSERT_TRUE(open());
  const std::int64_t revision = *cards.revision(id, GroupId{77});
  ASSERT_TRUE(back_fill.closed_tickets(id, watch));
  EXPECT_EQ(cards_on_board(true), 600U);
  const Card closed = card(tickets[1]);
  EXPECT_FALSE(closed.history_read);
  EXPECT_EQ(closed.role, Role::kDone);
  EXPECT_EQ(closed.done_at, portal.ticket(tickets[1]).closed_at);
  EXPECT_EQ(closed.last_update_at, closed.done_at);
  EXPECT_FALSE(closed.work_since);
  EXPECT_TRUE(cards.journal(id, tickets[1])->empty());
  EXPECT_EQ(*cards.revision(id, GroupId{77}), revision) << "closed cards of the past are told to no board";
  EXPECT_TRUE(card(tickets[0]).history_read);
}

TEST_F(BackFillTest, HistoriesOfClosedTicketsMakeThePastExact) {
  ASSERT_TRUE(all());
  EXPECT_EQ(*cards.count_without_history(id, GroupId{0}, false), 0);
  const Card closed = card(tickets[1]);
  EXPECT_TRUE(closed.history_read);
  EXPECT_EQ(closed.work_since, portal.history(tickets[1])[1].at);
  EXPECT_EQ(closed.done_at, portal.ticket(tickets[1]).closed_at);
  EXPECT_EQ(shown(Figure::kBackfillPhase), static_cast<int>(BackfillPhase::kFinished));
  EXPECT_EQ(shown(Figure::kBackfillOpenDone), 20);
  EXPECT_EQ(shown(Figure::kBackfillClosedDone), 600);
  EXPECT_EQ(shown(Figure::kBackfillClosedHistoryDone), 580);
  EXPECT_EQ(shown(Figure::kBackfillClosedHistoryPlanned), 580);
  EXPECT_EQ(shown(Figure::kBackfillFinishedAt), to_ms(clock.now()));
}

TEST_F(BackFillTest, AFinishedBackFillAsksForNothing) {
  ASSERT_TRUE(all());
  const auto calls = portal.calls;
  ASSERT_TRUE(all());
  EXPECT_EQ(portal.calls, calls);
}

// Stopped after every step in turn and begun anew each time, as after kill -9: the same end.
TEST_F(BackFillTest, GoesOnFromAnyPointAfterAnyStop) {
  int runs = 0;
  for (bool done = false; !done && runs < 100; ++runs) {
    steps_left = 1;
    FillBook fresh_book{store, portal, health, clock};
    BackFill fresh{{portal, cards, people, sync, sync_stages, fresh_book}};
    Status status = fresh.users(id, watch);
    if (status) status = fresh.open_tickets(id, GroupId{77}, watch);
    if (status) status = fresh.closed_tickets(id, watch);
    if (status) status = fresh.histories(id, watch);
    done = status.has_value();
    if (!done) {
      EXPECT_EQ(status.error().code, "fill.stopped");
    }
  }
  EXPECT_GT(runs, 4);
  EXPECT_LT(runs, 100);
  EXPECT_EQ(cards_on_board(true), 600U);
  EXPECT_EQ(*cards.count_without_history(id, GroupId{0}, false), 0);
  EXPECT_EQ(point(FillPhase::kClosed).done, 600);
  EXPECT_EQ(portal.calls["list_rows"], 1 + 4);  // pages of 50, 250, 250, 250
}

TEST_F(BackFillTest, GoesOnAfterAnError) {
  portal.fail("read", {ErrorKind::kUnavailable, "portal.unreachable", {}});
  EXPECT_EQ(open().error().code, "portal.unreachable");
  EXPECT_FALSE(bound().synced);
  EXPECT_EQ(cards_on_board(false), 20U) << "the cards are on the board, their past is not";
  ASSERT_TRUE(all());
  EXPECT_EQ(*cards.count_without_history(id, GroupId{0}, false), 0);
}

TEST_F(BackFillTest, LooksAtOpenCardsThePortalNoLongerLists) {
  look({tickets[0], tickets[30], tickets[60]});
  portal.remove(tickets[0]);
  portal.set_status(kAgent, tickets[30], TaskStatus::kCompleted);
  ASSERT_TRUE(open());
  EXPECT_FALSE(cards.find(id, tickets[0])->has_value());
  EXPECT_EQ(card(tickets[30]).role, Role::kDone);
  EXPECT_EQ(cards_on_board(false), 18U);
}

TEST_F(BackFillTest, ACardMadeFromItsHistoryIsReadAgainOnlyWhereTheRowDiffers) {
  look({tickets[1], tickets[2]});
  portal.ticket(tickets[2]).title = "Другой заголовок";
  ASSERT_TRUE(back_fill.closed_tickets(id, watch));
  EXPECT_EQ(card(tickets[2]).title, "Другой заголовок");
  EXPECT_TRUE(card(tickets[1]).history_read && card(tickets[2]).history_read);
  EXPECT_EQ(portal.calls["read"], 2);
}

TEST_F(BackFillTest, ATicketClosedBetweenTheListsIsTakenOnce) {
  portal.before_answer = [this] { portal.set_status(kAgent, tickets[0], TaskStatus::kCompleted); };
  ASSERT_TRUE(all());
  EXPECT_EQ(cards_on_board(true), 600U);
  EXPECT_EQ(card(tickets[0]).role, Role::kDone);
  const std::vector<JournalRow> rows = *cards.journal(id, tickets[0]);
  EXPECT_EQ(std::count_if(rows.begin(), rows.end(), [](const JournalRow& row) { return row.to == "5"; }), 1);
}

TEST_F(BackFillTest, WritesNothingToThePortal) {
  ASSERT_TRUE(all());
  EXPECT_TRUE(portal.writers.empty());
}

TEST_F(BackFillTest, AnUnboundGroupIsRefused) {
  EXPECT_EQ(back_fill.open_tickets(id, GroupId{5}, watch).error().code, "group.not_bound");
}

TEST_F(BackFillTest, LooksAgainAtEveryKnownTicketOnlyWhenThatIsAskedFor) {
  ASSERT_TRUE(all());
  // A comment nobody told of: it leaves no trace in a list.
  portal.comment(12, tickets[599]);
  ASSERT_TRUE(back_fill.look_again(id, watch));
  EXPECT_EQ((*cards.find(id, tickets[599]))->comments, 0);
  ASSERT_TRUE(back_fill.ask_again(id));
  ASSERT_TRUE(back_fill.look_again(id, watch));
  EXPECT_EQ((*cards.find(id, tickets[599]))->comments, 1);
  EXPECT_EQ(point(FillPhase::kAgain).done, 600);
}

TEST_F(BackFillTest, LookingAgainGoesOnWhereItWasStopped) {
  ASSERT_TRUE(all());
  portal.comment(12, tickets[599]);
  ASSERT_TRUE(back_fill.ask_again(id));
  steps_left = 1;
  EXPECT_FALSE(back_fill.look_again(id, watch));
  steps_left = 1'000'000;
  ASSERT_TRUE(back_fill.look_again(id, watch));
  EXPECT_EQ((*cards.find(id, tickets[599]))->comments, 1);
  EXPECT_EQ(point(FillPhase::kAgain).done, 600);
}

}  // namespace
}  // namespace sd::kanban
