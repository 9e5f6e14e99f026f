// What we write comes back as online events. It must never lead to another write.
#include <random>

#include "tests/unit/kanban/desk.h"

namespace sd::kanban {
namespace {

using namespace test_rules;
using std::chrono::seconds;

class LoopsTest : public Desk {
 protected:
  static constexpr std::int64_t kStages[] = {kIntake, kTriage, kQueue, kWork, kWork2, kVerify, kDone};
  static constexpr StatusStep kSteps[] = {StatusStep::kStart, StatusStep::kPause,   StatusStep::kComplete,
                                          StatusStep::kRenew, StatusStep::kApprove, StatusStep::kDisapprove};

  // A person does something on either side; refusals are part of life.
  void act(TicketId ticket) {
    if (pick(2) == 0) {
      (void)portal.move_as(kAgent, ticket, kStages[pick(std::size(kStages))]);
    } else {
      (void)portal.step_as(kAgent, ticket, kSteps[pick(std::size(kSteps))]);
    }
  }
  std::size_t pick(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
  }

  std::mt19937_64 random_;
};

// Whatever people do: after one look the sides are settled. The events of our own writes are looked at once
// more each; that look finds nothing, tells no board and writes nothing.
TEST_F(LoopsTest, OwnWritesThatComeBackAsEventsAreReadOnceAndWriteNothing) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    random_.seed(seed);
    const bool checked = pick(2) == 0;
    const TicketId ticket =
        portal.create(kClient, 77, [checked](Ticket& fresh) { fresh.task_control = checked; });
    look({ticket});
    for (int event = 0; event < 12; ++event) {
      portal.advance(seconds{static_cast<std::int64_t>(1 + pick(90))});
      act(ticket);
      const std::size_t written = look({ticket}).written;
      portal.advance(seconds{static_cast<std::int64_t>(pick(3))});
      const std::size_t rows = cards.journal(id, ticket)->size(), told = revisions.heard.size();
      const std::size_t asked = portal.writers.size();
      for (std::size_t echo = 0; echo <= written; ++echo) {
        const SyncOutcome back = look({ticket});
        ASSERT_EQ(back.written, 0U) << "seed " << seed << " event " << event;
        ASSERT_EQ(back.changed, 0U) << "seed " << seed << " event " << event;
      }
      ASSERT_EQ(cards.journal(id, ticket)->size(), rows) << "seed " << seed << " event " << event;
      ASSERT_EQ(revisions.heard.size(), told) << "a board heard of it";
      ASSERT_EQ(portal.writers.size(), asked);
    }
  }
}

// Somebody's automation wants the opposite of what we write and answers every one of our writes at once: as a
// robot, or in a person's name. For one act of a person we give in after a few writes.
TEST_F(LoopsTest, TwoSidesThatDisagreeComeToRest) {
  for (const std::int64_t adversary : {std::int64_t{0}, kAgent}) {
    for (const bool other_side : {false, true}) {
      const TicketId ticket = portal.create(kClient, 77);
      look({ticket});
      for (int act = 0; act < 5; ++act) {
        portal.advance(std::chrono::minutes{10});
        (void)portal.move_as(kAgent, ticket, kQueue);
        look({ticket});
        portal.advance(std::chrono::minutes{10});
        (void)portal.move_as(kAgent, ticket, kWork);
        std::size_t writes = 0, rounds = 0;
        for (std::size_t written = look({ticket}).written; written > 0 && rounds < 50; ++rounds) {
          writes += written;
          portal.advance(seconds{1});
          const bool started = portal.ticket(ticket).status == TaskStatus::kInProgress;
          if (other_side) {
            (void)portal.move_as(adversary, ticket, started ? kQueue : kWork);
          } else {
            portal.set_status(adversary, ticket, started ? TaskStatus::kPending : TaskStatus::kInProgress);
          }
          written = look({ticket}).written;
        }
        EXPECT_LT(rounds, 50U);
        EXPECT_LE(writes, 5U) << "adversary " << adversary << (other_side ? " on the other side" : "");
      }
    }
  }
}

}  // namespace
}  // namespace sd::kanban
