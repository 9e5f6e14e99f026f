// The nets under the events against a whole portal.
#include <set>

#include "tests/integration/portal/two_portals.h"

namespace sd::portal {
namespace {

using namespace std::chrono_literals;

class NetsOverAPortal : public TwoPortals {
 protected:
  std::int64_t requests() {
    std::int64_t all = 0;
    const auto counts = first.control("requests", {});
    for (const auto& entry : counts.as_object()) {
      if (!entry.key().starts_with('(')) all += to_integer(entry.value()).value_or(0);  // methods alone
    }
    return all;
  }
};

TEST_F(NetsOverAPortal, AHealthyPortalUnderSteadyChangesShowsNoRepair) {
  std::vector<TicketId> tickets;
  for (int i = 0; i < 60; ++i) {
    tickets.push_back(first.add_task(i % 3 == 0 ? 78 : 77));
    clock.advance(1s);
  }
  deliver(first);
  std::size_t looked = 0;
  for (int round = 0; round < 300; ++round) {
    first.change(tickets[static_cast<std::size_t>(round * 7) % tickets.size()], round / 60);
    if (round % 25 == 0) tickets.push_back(first.add_task(77));
    if (round % 40 == 39)
      first.act(14, "tasks.task.delete", {{"taskId", tickets[0].value()}}), tickets.erase(tickets.begin());
    clock.advance(700ms);
    deliver(first);
    clock.advance(3'300ms);
    if (round % 20 == 19) {
      const kanban::Repairs repairs = reconciled(first);
      EXPECT_EQ(repairs.total(), 0u) << round;
      EXPECT_TRUE(repairs.failed.empty());
      looked += repairs.looked;
    }
    if (round == 150) {
      const auto swept = sweep.run(first.id, {});
      ASSERT_TRUE(swept);
      EXPECT_EQ(swept->total(), 0u);
    }
    if (round == 200) {
      const auto confirmed = sweep.confirm(first.id);
      ASSERT_TRUE(confirmed);
      EXPECT_EQ(confirmed->total(), 0u);
    }
  }
  EXPECT_GT(looked, 0u);
}

TEST_F(NetsOverAPortal, EverythingThatEventsMissedIsFoundAndCountedOnce) {
  std::vector<TicketId> tickets;
  for (int i = 0; i < 120; ++i) tickets.push_back(first.add_task(77));
  deliver(first);
  clock.advance(10min);
  // From here on no event arrives.
  for (int i = 0; i < 30; ++i) first.change(tickets[static_cast<std::size_t>(i)], 0);
  for (int i = 30; i < 40; ++i) {
    first.act(14, "tasks.task.update",
              {{"taskId", tickets[static_cast<std::size_t>(i)].value()}, {"fields", {{"GROUP_ID", 78}}}});
  }
  for (int i = 40; i < 45; ++i) {
    first.act(14, "tasks.task.delete", {{"taskId", tickets[static_cast<std::size_t>(i)].value()}});
  }
  for (int i = 45; i < 48; ++i) {
    first.act(14, "tasks.task.update",
              {{"taskId", tickets[static_cast<std::size_t>(i)].value()}, {"fields", {{"GROUP_ID", 79}}}});
  }
  for (int i = 0; i < 20; ++i) first.add_task(78);
  first.events.clear();
  clock.advance(5min);
  const kanban::Repairs repairs = reconciled(first);
  EXPECT_EQ(repairs.changed, 30u);
  EXPECT_EQ(repairs.moved, 10u);
  EXPECT_EQ(repairs.missed, 20u);
  EXPECT_EQ(repairs.gone, 0u);
  EXPECT_EQ(reconciled(first).total(), 0u);
  const auto swept = sweep.run(first.id, {});
  ASSERT_TRUE(swept);
  EXPECT_EQ(swept->total(), 0u);
  clock.advance(5min);
  const auto confirmed = sweep.confirm(first.id);
  ASSERT_TRUE(confirmed);
  EXPECT_EQ(confirmed->gone, 8u);
  EXPECT_EQ(cards.board(first.id, GroupId{77}, true)->cards.size(), 102u);
  EXPECT_EQ(cards.board(first.id, GroupId{78}, true)->cards.size(), 30u);
}

TEST_F(NetsOverAPortal, AQuietPortalCostsOneRequest) {
  for (int i = 0; i < 100; ++i) first.add_task(77);
  deliver(first);
  clock.advance(10min);
  reconciled(first);  // the seconds that could have hidden a second change
  clock.advance(10min);
  const std::int64_t before = requests();
  EXPECT_EQ(reconciled(first).looked, 0u);
  EXPECT_EQ(requests() - before, 1);
}

TEST_F(NetsOverAPortal, SeenUntilIsTheSameInListsAndInReads) {
  const TicketId ticket = first.add_task(77);
  clock.advance(90s);
  deliver(first);
  const GroupId groups[] = {GroupId{77}};
  const auto page =
      rest.stamps(kanban::background(first.id), groups, std::nullopt, TicketId{ticket.value() - 1});
  ASSERT_TRUE(page);
  ASSERT_EQ(page->rows.size(), 1u);
  EXPECT_EQ(cards.seen(first.id, std::vector{ticket})->front().changed_at, page->rows.front().changed_at);
}

}  // namespace
}  // namespace sd::portal
