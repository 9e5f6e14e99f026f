// The offline queue against a whole portal: taken, drained, compared with the portal's own truth.
#include <random>

#include "extension/portal/offline_queue_rest.h"
#include "tests/integration/portal/two_portals.h"
#include "webhooks/drain_inbox.h"
#include "webhooks/take_queue.h"

namespace sd::portal {
namespace {

using namespace std::chrono_literals;

class TicketsOnly final : public webhooks::EventWork {
 public:
  explicit TicketsOnly(kanban::SyncTickets& sync) : sync_(sync) {}
  Result<Looked> tickets(PortalId portal, std::span<const TicketId> tickets) override {
    auto outcome = sync_.run(portal, tickets);
    if (!outcome) return outcome.error();
    return Looked{std::move(outcome->failed), {}, {}};
  }
  Status group(PortalId, GroupId) override { return Done{}; }
  Status group_gone(PortalId, GroupId) override { return Done{}; }
  Status company(PortalId, CompanyId) override { return Done{}; }
  Status user(PortalId, UserId) override { return Done{}; }

 private:
  kanban::SyncTickets& sync_;
};
struct NoApplications final : webhooks::AppEvents {
  Status handle(std::string_view, const Fields&) override { return Done{}; }
};

// Every online event is lost: nobody calls deliver().
class QueueOverAPortal : public TwoPortals {
 protected:
  QueueOverAPortal() {
    for (const char* event : {"ONTASKADD", "ONTASKUPDATE", "ONTASKDELETE"}) {
      EXPECT_TRUE(admin.bind_event(kanban::background(first.id), {event, {}, true, std::nullopt}));
    }
    start_again();
  }
  void start_again() {
    take = std::make_unique<webhooks::TakeQueue>(queue, inbox, health, webhooks::TakeQueue::Options{});
  }
  webhooks::TakeQueue::Outcome poll() {
    const webhooks::TakeQueue::Outcome outcome = take->run(first.id, clock.now());
    EXPECT_TRUE(drain.run(first.id, clock.now()));
    return outcome;
  }
  void poll_until_quiet() {
    first.control("faults", {{"clear", true}});
    for (int round = 0; round < 3; ++round) {
      clock.advance(16min);  // longer than any pause of a portal that was ill
      const auto outcome = poll();
      EXPECT_FALSE(outcome.error) << outcome.error->code;
    }
  }
  // Looking at every ticket there is or was changes nothing: the cards were right.
  void expect_the_portals_truth() {
    const auto looked = sync.run(first.id, tickets);
    ASSERT_TRUE(looked) << looked.error().code;
    EXPECT_EQ(looked->read, tickets.size());
    EXPECT_EQ(looked->changed, 0u);
    EXPECT_EQ(looked->forgotten, 0u);
  }
  std::size_t rows_in_the_portal() {
    const auto answer = caller.call(kanban::background(first.id), {"event.offline.list"});
    EXPECT_TRUE(answer);
    return answer && answer->result.is_array() ? answer->result.get_array().size() : 99;
  }
  void something_happens(std::mt19937_64& random_number) {
    const auto pick = [&](std::size_t below) {
      return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_number);
    };
    const std::size_t which = standing.empty() ? 0 : pick(standing.size());
    switch (standing.empty() ? 0 : pick(8)) {
      case 0:
        tickets.push_back(first.add_task(77));
        standing.push_back(tickets.back());
        break;
      case 1:
        first.act(14, "tasks.task.delete", {{"taskId", standing[which].value()}});
        standing.erase(standing.begin() + static_cast<std::ptrdiff_t>(which));
        break;
      default: first.change(standing[which], static_cast<int>(pick(2)));
    }
  }

  std::vector<TicketId> tickets, standing;  // those there ever were; those not deleted
  OfflineQueueRest queue{caller};
  std::unique_ptr<webhooks::TakeQueue> take;
  TicketsOnly work{sync};
  NoApplications applications;
  webhooks::DrainInbox drain{inbox,
                             work,
                             applications,
                             [] { return 0.0; },
                             [this](PortalId portal) { return caller.conditions().ready_at(portal); },
                             {}};
};

TEST_F(QueueOverAPortal, BringsEveryChangeWhenEveryOnlineEventIsLost) {
  std::mt19937_64 random_number{7};
  for (int change = 0; change < 400; ++change) {
    something_happens(random_number);
    clock.advance(Millis{150});  // several within one second of the portal's clock
    if (change % 7 == 0) {
      EXPECT_FALSE(poll().error);
    }
  }
  poll_until_quiet();
  EXPECT_EQ(rows_in_the_portal(), 0u);
  expect_the_portals_truth();
}

TEST_F(QueueOverAPortal, WhatChangesBeforeTheFirstTakingWaits) {
  for (int task = 0; task < 230; ++task) tickets.push_back(first.add_task(77));
  const auto outcome = poll();
  EXPECT_EQ(outcome.taken, 230u);
  expect_the_portals_truth();
}

// Answers break off before and behind their effects, limits refuse, the service is killed between any two
// requests: nothing is lost, and nothing is left in the portal.
TEST_F(QueueOverAPortal, LosesNothingThroughFaultsAndKills) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random_number{seed};
    const auto pick = [&](std::size_t below) {
      return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_number);
    };
    for (int step = 0; step < 40; ++step) {
      something_happens(random_number);
      clock.advance(Millis{static_cast<Millis::rep>(200 + pick(1'000))});
      if (pick(4) == 0) {
        static const char* const kKinds[] = {
            "reset_after_commit", "half", "garbage", "empty", "500", "503", "html", "expired"};
        static const char* const kMethods[] = {"event.offline.get", "event.offline.clear",
                                               "event.offline.list", "batch"};
        first.control("faults", {{"method", kMethods[pick(4)]}, {"kind", kKinds[pick(8)]}, {"count", 1}});
      }
      if (pick(3) == 0) poll();
      if (pick(6) == 0) start_again();
    }
    poll_until_quiet();
    EXPECT_EQ(rows_in_the_portal(), 0u);
    expect_the_portals_truth();
  }
}

// Without the licence an answer that is lost takes its rows with it; it is told, and reconciliation finds
// what they were about.
TEST_F(QueueOverAPortal, WithoutTheLicenceALostAnswerIsToldAndRepaired) {
  first.control("settings", {{"offline_extended", false}});
  tickets = {first.add_task(77), first.add_task(77)};
  EXPECT_EQ(poll().mode, kanban::QueueMode::kClearedAtOnce);
  clock.advance(1min);
  first.change(tickets[0], 0);
  first.control("faults", {{"method", "event.offline.get"}, {"kind", "reset_after_commit"}, {"count", 1}});
  EXPECT_TRUE(poll().may_have_lost);
  EXPECT_EQ(poll().taken, 0u);
  clock.advance(1h);
  poll();
  EXPECT_EQ(reconciled(first).changed, 1u);
  expect_the_portals_truth();
}

}  // namespace
}  // namespace sd::portal
