#include "kanban/full_read.h"

#include "tests/unit/kanban/desk.h"

namespace sd::kanban {
namespace {

using namespace test_rules;
using std::chrono::minutes;

class FullReadTest : public Desk {
 protected:
  FullReadTest() {
    portal.page_size = 250;
    for (int i = 0; i < 600; ++i) tickets.push_back(portal.create(kAgent, 77));
  }
  Result<SyncOutcome> read() {
    return full_read.run(id, GroupId{77}, [&](const ReadProgress& progress) {
      seen.push_back(progress.done);
      finished = progress.finished;
      return progress.done < stop_at;
    });
  }

  std::vector<TicketId> tickets;
  std::vector<std::size_t> seen;
  bool finished = false;
  std::size_t stop_at = 1'000'000;
  FullRead full_read{portal, cards, sync};
};

TEST_F(FullReadTest, TakesEveryPageAndShowsProgress) {
  const Result<SyncOutcome> outcome = read();
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->changed, 600U);
  EXPECT_EQ(seen, (std::vector<std::size_t>{200, 250, 450, 500, 600, 600}));
  EXPECT_TRUE(finished);
  EXPECT_TRUE(bound().synced);
  EXPECT_EQ(cards.board(id, GroupId{77}, true)->cards.size(), 600U);
}

TEST_F(FullReadTest, GoesOnWhereItWasStopped) {
  stop_at = 450;
  ASSERT_TRUE(read());
  EXPECT_FALSE(bound().synced);
  EXPECT_EQ(bound().sync_cursor, tickets[449].value());
  stop_at = 1'000'000;
  EXPECT_EQ(read()->read, 150U);
  EXPECT_TRUE(bound().synced);
}

TEST_F(FullReadTest, GoesOnAfterAnError) {
  int calls = 0;
  const auto failing = full_read.run(id, GroupId{77}, [&](const ReadProgress&) {
    if (++calls == 2) portal.fail("read", {ErrorKind::kUnavailable, "portal.unreachable", {}});
    return true;
  });
  EXPECT_EQ(failing.error().code, "portal.unreachable");
  EXPECT_EQ(bound().sync_cursor, tickets[249].value());
  ASSERT_TRUE(read());
  EXPECT_EQ(cards.board(id, GroupId{77}, true)->cards.size(), 600U);
}

TEST_F(FullReadTest, ForgetsWhatThePortalNoLongerLists) {
  ASSERT_TRUE(read());
  portal.remove(tickets[7]);
  const Result<SyncOutcome> again = read();
  EXPECT_EQ(again->forgotten, 1U);
  EXPECT_FALSE(cards.find(id, tickets[7])->has_value());
  EXPECT_TRUE(bound().synced);
}

TEST_F(FullReadTest, ABackFillWritesNothingToThePortal) {
  for (const TicketId ticket : tickets) static_cast<void>(portal.move_as(kAgent, ticket, kWork));
  BoundGroup group = bound();
  group.bound_at = portal.clock + minutes{1};
  static_cast<void>(cards.bind(id, group));
  EXPECT_EQ(read()->written, 0U);
}

TEST_F(FullReadTest, AnUnboundGroupIsRefused) {
  EXPECT_EQ(full_read.run(id, GroupId{5}, [](const ReadProgress&) { return true; }).error().code,
            "group.not_bound");
}

}  // namespace
}  // namespace sd::kanban
