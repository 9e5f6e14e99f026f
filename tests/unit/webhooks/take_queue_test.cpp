#include "webhooks/take_queue.h"

#include <gtest/gtest.h>

#include "tests/doubles/memory_sync_health.h"
#include "tests/unit/webhooks/fake_queue.h"
#include "tests/unit/webhooks/memory_inbox.h"

namespace sd::webhooks {
namespace {

using kanban::Figure;
using kanban::QueueMode;
using Requests = std::vector<std::string>;

class TakeQueueTest : public testing::Test {
 protected:
  TakeQueue::Outcome run() { return take_->run(PortalId{1}, now_); }
  // As after a kill: what the object knew is gone, the inbox and the portal stay.
  void start_again() { take_ = std::make_unique<TakeQueue>(queue_, inbox_, health_, TakeQueue::Options{}); }
  std::vector<std::int64_t> kept() const {
    std::vector<std::int64_t> tickets;
    for (const MemoryInbox::Kept& row : inbox_.rows()) tickets.push_back(row.row.object_id);
    return tickets;
  }
  std::int64_t figure(Figure which) { return kanban::figure(health_.all(PortalId{1}).value(), which); }

  TimePoint now_ = from_ms(1'760'000'100'000);
  FakeQueue queue_;
  MemoryInbox inbox_;
  test::MemorySyncHealth health_;
  std::unique_ptr<TakeQueue> take_ =
      std::make_unique<TakeQueue>(queue_, inbox_, health_, TakeQueue::Options{});
};

TEST_F(TakeQueueTest, KeepsRowsBeforeItClearsThem) {
  queue_.change(5, 1);
  queue_.change(6, 2);
  bool cleared_unkept = false;
  queue_.between = [&] { cleared_unkept |= queue_.rows.empty() && inbox_.rows().size() < 2; };
  const TakeQueue::Outcome outcome = run();
  EXPECT_FALSE(outcome.error);
  EXPECT_EQ(outcome.taken, 2u);
  EXPECT_EQ(outcome.kept, 2u);
  EXPECT_EQ(kept(), (std::vector<std::int64_t>{5, 6}));
  EXPECT_EQ(queue_.rows.size(), 2u) << "cleared with the next request";
  run();
  EXPECT_TRUE(queue_.rows.empty());
  EXPECT_FALSE(cleared_unkept);
  EXPECT_EQ(queue_.requests, (Requests{"leftovers", "reserve", "clear+reserve"}));
}

TEST_F(TakeQueueTest, LooksWithOneRequestWhenThereIsNothing) {
  run();
  run();
  run();
  EXPECT_EQ(queue_.requests, (Requests{"leftovers", "reserve", "reserve", "reserve"}));
}

TEST_F(TakeQueueTest, GoesOnUntilABatchIsNotFull) {
  for (std::int64_t ticket = 1; ticket <= 1'000; ++ticket) queue_.change(ticket, ticket);
  EXPECT_EQ(run().taken, 1'000u);
  EXPECT_EQ(queue_.requests, (Requests{"leftovers", "reserve", "clear+reserve", "clear+reserve"}));
  EXPECT_EQ(kept().size(), 1'000u);
  EXPECT_EQ(kept().front(), 1);
}

TEST_F(TakeQueueTest, AsksNoMoreBehindABatchSmallerThanTheLargest) {
  for (std::int64_t ticket = 1; ticket <= 620; ++ticket) queue_.change(ticket, ticket);
  EXPECT_EQ(run().taken, 620u);
  EXPECT_EQ(queue_.requests, (Requests{"leftovers", "reserve", "clear+reserve"}));
}

TEST_F(TakeQueueTest, LeavesOutWhatALookHasSeen) {
  const auto seen = [](PortalId portal, TicketId ticket, TimePoint changed_at) {
    return portal == PortalId{1} && ticket != TicketId{6} && changed_at <= from_ms(1'760'000'001'000);
  };
  take_ = std::make_unique<TakeQueue>(queue_, inbox_, health_, TakeQueue::Options{}, seen);
  queue_.change(5, 1);
  queue_.change(6, 1);
  queue_.change(7, 2);
  const TakeQueue::Outcome outcome = run();
  EXPECT_EQ(outcome.taken, 3u);
  EXPECT_EQ(outcome.kept, 2u);
  EXPECT_EQ(kept(), (std::vector<std::int64_t>{6, 7}));
  run();
  EXPECT_TRUE(queue_.rows.empty()) << "what was seen is cleared as well";
}

TEST_F(TakeQueueTest, AChangeWithinTheSecondOfATakenOneIsTakenToo) {
  queue_.change(5, 1);
  run();
  queue_.change(5, 1);  // the same message at the same time: only its number tells it apart
  run();
  EXPECT_EQ(kept(), (std::vector<std::int64_t>{5, 5}));
}

TEST_F(TakeQueueTest, LeavesOutWhatIsNothingOfOurs) {
  queue_.change(5, 1);
  queue_.rows[0].row.event = "ONCRMLEADADD";
  queue_.change(6, 1);
  queue_.rows[1].row.event = "ONAPPUNINSTALL";  // not by this way: it proves nothing
  const TakeQueue::Outcome outcome = run();
  EXPECT_EQ(outcome.taken, 2u);
  EXPECT_EQ(outcome.kept, 0u);
  run();
  EXPECT_TRUE(queue_.rows.empty());
}

TEST_F(TakeQueueTest, ARowThatCannotBeReadIsKeptAsSuchAndHoldsNobodyBack) {
  for (std::int64_t ticket = 1; ticket <= 3; ++ticket) queue_.change(ticket, ticket);
  queue_.rows[1].row.data.clear();     // EVENT_DATA: false
  queue_.rows[2].row.message_id = "";  // no key: kept all the same, and cleared with its process
  run();
  run();
  EXPECT_EQ(kept(), (std::vector<std::int64_t>{1, 0, 3}));
  EXPECT_EQ(inbox_.rows()[1].row.kind, EventKind::kUnreadable);
  EXPECT_TRUE(queue_.rows.empty());
}

TEST_F(TakeQueueTest, TakesUpWhatACrashLeftReserved) {
  for (std::int64_t ticket = 1; ticket <= 230; ++ticket) queue_.change(ticket, ticket);
  for (FakeQueue::Row& row : queue_.rows) row.process = row.row.number < 60 ? "old" : "older";
  const TakeQueue::Outcome outcome = run();
  EXPECT_EQ(outcome.recovered, 230u);
  EXPECT_EQ(kept().size(), 230u);
  EXPECT_TRUE(queue_.rows.empty());
}

TEST_F(TakeQueueTest, TakesUpWhatThePortalReservedAfterTheAnswerWasLost) {
  run();
  queue_.break_at = queue_.requests.size() + 1;
  EXPECT_TRUE(run().error);
  EXPECT_FALSE(run().error);  // looks for leftovers; the portal is not there yet
  queue_.change(5, 1);
  queue_.rows.back().process = "late";
  run();
  EXPECT_TRUE(kept().empty());
  now_ += TakeQueue::Options{}.late;
  run();
  EXPECT_EQ(kept(), std::vector<std::int64_t>{5});
  queue_.requests.clear();
  now_ += TakeQueue::Options{}.late;
  run();
  EXPECT_EQ(queue_.requests, Requests{"reserve"}) << "once is enough";
}

TEST_F(TakeQueueTest, TakesRowsThatSomebodyMarkedAsFailed) {
  queue_.change(5, 1);
  queue_.rows[0].failed = true;
  queue_.change(6, 2);
  run();
  EXPECT_EQ(kept(), (std::vector<std::int64_t>{5, 6}));
}

TEST_F(TakeQueueTest, DoesNotReadABatchForEverThatThePortalDoesNotClear) {
  queue_.change(5, 1);
  queue_.rows[0].process = "stuck";
  queue_.deaf = true;
  const TakeQueue::Outcome outcome = run();
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->code, "queue.not_cleared");
  EXPECT_EQ(kept(), std::vector<std::int64_t>{5});
}

// Whatever request breaks off, before or behind its effect, and whether the process lives on or not: every
// change is kept, nothing that was kept once is kept again, and the queue is empty in the end.
TEST_F(TakeQueueTest, LosesNothingWhereverItBreaksOff) {
  for (const bool killed : {false, true}) {
    for (const auto how : {FakeQueue::Break::kBefore, FakeQueue::Break::kBehind}) {
      for (std::size_t at = 1; at <= 8; ++at) {
        FakeQueue queue;
        MemoryInbox inbox;
        queue.break_at = at;
        queue.how = how;
        for (std::int64_t ticket = 1; ticket <= 250; ++ticket) queue.change(ticket, ticket);
        std::int64_t next = 251;
        queue.between = [&] {
          if (next <= 300) queue.change(next++, 400);  // people go on
        };
        auto take = std::make_unique<TakeQueue>(queue, inbox, health_, TakeQueue::Options{});
        for (int round = 0; round < 60; ++round) {
          const bool broke = take->run(PortalId{1}, now_).error.has_value();
          if (broke && killed)
            take = std::make_unique<TakeQueue>(queue, inbox, health_, TakeQueue::Options{});
        }
        const std::string where =
            "request " + std::to_string(at) + (how == FakeQueue::Break::kBefore ? " before" : " behind");
        std::vector<std::int64_t> tickets;
        for (const MemoryInbox::Kept& row : inbox.rows()) tickets.push_back(row.row.object_id);
        std::sort(tickets.begin(), tickets.end());
        std::vector<std::int64_t> expected;
        for (std::int64_t ticket = 1; ticket <= 300; ++ticket) expected.push_back(ticket);
        EXPECT_EQ(tickets, expected) << where;
        EXPECT_TRUE(queue.rows.empty()) << where;
      }
    }
  }
}

TEST_F(TakeQueueTest, RowsThatCannotBeKeptStayInThePortal) {
  queue_.change(5, 1);
  inbox_.fail(Error{ErrorKind::kUnavailable, "db.full", {}});
  const TakeQueue::Outcome outcome = run();
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->code, "db.full");
  EXPECT_EQ(queue_.rows.size(), 1u);
  inbox_.fail(std::nullopt);
  start_again();
  run();
  EXPECT_EQ(kept(), std::vector<std::int64_t>{5});
  EXPECT_TRUE(queue_.rows.empty());
}

TEST_F(TakeQueueTest, WithoutTheLicenceItTakesWhatThePortalDeletes) {
  queue_.licensed = false;
  queue_.change(5, 1);
  const TakeQueue::Outcome outcome = run();
  EXPECT_FALSE(outcome.error);
  EXPECT_EQ(outcome.mode, QueueMode::kClearedAtOnce);
  EXPECT_EQ(figure(Figure::kQueueMode), static_cast<std::int64_t>(QueueMode::kClearedAtOnce));
  EXPECT_EQ(kept(), std::vector<std::int64_t>{5});
  queue_.change(6, 1);
  run();
  EXPECT_EQ(queue_.requests, (Requests{"leftovers", "reserve", "take", "take"}));
  now_ += std::chrono::hours{24};
  queue_.licensed = true;  // bought
  EXPECT_EQ(run().mode, QueueMode::kReserved);
}

TEST_F(TakeQueueTest, WithoutTheLicenceALostAnswerIsToldAndUnsavedRowsAreHeld) {
  queue_.licensed = false;
  run();
  queue_.change(5, 1);
  inbox_.fail(Error{ErrorKind::kUnavailable, "db.busy", {}});
  EXPECT_FALSE(run().may_have_lost);
  EXPECT_TRUE(queue_.rows.empty());
  inbox_.fail(std::nullopt);
  run();
  EXPECT_EQ(kept(), std::vector<std::int64_t>{5}) << "held in memory until the disk takes it";
  queue_.change(6, 1);
  queue_.how = FakeQueue::Break::kBehind;
  start_again();
  queue_.break_at = queue_.requests.size() + 3;  // leftovers, the refused reservation, the taking
  EXPECT_TRUE(run().may_have_lost);
}

TEST_F(TakeQueueTest, APortalThatDeletesUnaskedLosesNothingEither) {
  queue_.silent = true;
  queue_.change(5, 1);
  inbox_.fail(Error{ErrorKind::kUnavailable, "db.busy", {}});
  run();
  inbox_.fail(std::nullopt);
  run();
  EXPECT_EQ(kept(), std::vector<std::int64_t>{5});
}

TEST_F(TakeQueueTest, TellsTheHealthPage) {
  run();
  EXPECT_EQ(figure(Figure::kQueuePolledAt), to_ms(now_));
  EXPECT_EQ(figure(Figure::kOfflineRowAt), 0);
  now_ += Millis{30'000};
  queue_.change(5, 7);
  run();
  EXPECT_EQ(figure(Figure::kQueueMode), static_cast<std::int64_t>(QueueMode::kReserved));
  EXPECT_EQ(figure(Figure::kQueueRowsTaken), 1);
  EXPECT_EQ(figure(Figure::kOfflineRowAt), to_ms(now_));
  EXPECT_EQ(figure(Figure::kQueueOldestWaiting), 0);
  queue_.change(5, 8);
  inbox_.fail(Error{ErrorKind::kUnavailable, "db.busy", {}});
  run();
  EXPECT_EQ(figure(Figure::kQueueOldestWaiting), 1'760'000'008'000);
}

}  // namespace
}  // namespace sd::webhooks
