// One portal double with the cloud's limits and everything a first fill needs, the stores in memory. Time is
// the test's: it moves only where the client waits.
#pragma once

#include <functional>

#include "extension/portal/labour.h"
#include "kanban/back_fill.h"
#include "reports/reconcile_labour.h"
#include "tests/doubles/memory_fill_store.h"
#include "tests/doubles/memory_labour_store.h"
#include "tests/integration/portal/memory_desk.h"

namespace sd::portal {

// Counts what goes over the wire and what the portal refuses for its limits, also inside a batch.
class CountingTransport final : public Transport {
 public:
  explicit CountingTransport(portal_double::PortalDouble& portal) : double_(portal) {}

  Result<WireAnswer> send(const WireRequest& request) override {
    if (before) before();
    ++requests;
    auto answer = double_.send(request);
    if (behind) behind();
    if (answer) {
      const auto says = [&](const char* code) { return answer->body.find(code) != std::string::npos; };
      if (answer->status == 503 || says("QUERY_LIMIT_EXCEEDED")) ++too_fast;
      if (answer->status == 429 || says("OPERATION_TIME_LIMIT")) ++too_dear;
    }
    return answer;
  }

  std::int64_t requests = 0, too_fast = 0, too_dear = 0;
  std::function<void()> before, behind;  // each request

 private:
  portal_double::DoubleTransport double_;
};

struct CountedPortal {
  explicit CountedPortal(const portal_double::BulkSize& size) : portal(options(size, clock)) {}

  static portal_double::DoubleOptions options(const portal_double::BulkSize& size, const Clock& clock) {
    portal_double::DoubleOptions options;
    options.settings.cloud = true;
    options.machine = &clock;
    options.bulk = size;
    return options;
  }

  test::FakeClock clock;
  portal_double::PortalDouble portal;
  CountingTransport wire{portal};
};

class FirstFill : protected CountedPortal, public MemoryDesk {
 protected:
  const PortalId id{1};

  explicit FirstFill(const portal_double::BulkSize& size)
      : CountedPortal(size), MemoryDesk(clock, wire, {"http://portal.example"}) {
    install(id, portal, LimitsProfile::kCloud, {1, 17}, {UserId{1}});
    kanban::BoundGroup group;
    group.group = GroupId{77};
    group.bound_at = clock.now();
    EXPECT_TRUE(cards.bind(id, group));
  }

  // One call of the method costs so much of its operating time.
  void make_dear(const std::string& method, int ms) {
    control(portal, "limits", {{"method", method}, {"cost_ms", ms}});
  }

  Status open_boards() {
    const Status people_known = back_fill.users(id, go_on);
    return people_known ? back_fill.open_tickets(id, GroupId{77}, go_on) : people_known;
  }
  Status the_rest() {
    const Status listed = back_fill.closed_tickets(id, go_on);
    return listed ? labour.fill(id, [] { return true; }) : listed;
  }

  LabourRest labour_rest{caller};
  test::MemoryFillStore points;
  test::MemoryLabourStore records;
  kanban::FillBook book{points, rest, health, clock};
  kanban::BackFill back_fill{{rest, cards, people, sync, stages, book}};
  reports::ReconcileLabour labour{{labour_rest, records, cards, book, clock}};
  kanban::BackFill::Watch go_on = [](const kanban::FillPoint&) { return true; };
};

// The least number of requests in which all of it can be told (portal-api.md 1.5, 1.6): a request is a batch
// of 50 commands, a command tells 50 rows of a list or the history of one task.
//   people      40 of them: one page                        1
//   stages      of one group                                1
//   histories   of the open tasks, one command each         ceil(open / 50)
//   rows        of all tasks: open ones are among them      ceil(tasks / 2500)
//   companies   10 of them, known by the rows only          1
//   labour      all records                                 ceil(labour / 2500)
inline std::int64_t least_requests(const portal_double::BulkSize& size) {
  const auto parts = [](std::int64_t all, std::int64_t of) { return (all + of - 1) / of; };
  return 1 + 1 + parts(size.open, 50) + parts(size.tasks, 2'500) + 1 + parts(size.labour, 2'500);
}

class FirstFillOf : public FirstFill {
 protected:
  explicit FirstFillOf(const portal_double::BulkSize& size) : FirstFill(size), size_(size) {}

  // `most`: requests in all.
  void fill_within(std::int64_t most) {
    // The bucket is as full as background work may fill it: from here on every request has to wait its turn.
    for (int i = 0; i < 40; ++i) ASSERT_TRUE(rest.stages(kanban::background(id), GroupId{77}));
    wire.requests = 0;
    const TimePoint begin = clock.now();
    const Status open = open_boards();
    ASSERT_TRUE(open) << open.error().code << " " << open.error().detail;
    const auto board = cards.board(id, GroupId{77}, false);
    ASSERT_TRUE(board);
    EXPECT_EQ(static_cast<std::int64_t>(board->cards.size()), size_.open);
    for (const kanban::Card& card : board->cards) ASSERT_TRUE(card.history_read) << card.ticket.value();
    RecordProperty("open_boards", std::to_string(wire.requests));
    EXPECT_LE(wire.requests, 60) << "requests until the boards of open tickets are complete";

    const Status others = the_rest();
    ASSERT_TRUE(others) << others.error().code << " " << others.error().detail;
    EXPECT_EQ(static_cast<std::int64_t>(cards.board(id, GroupId{77}, true)->cards.size()), size_.tasks);
    EXPECT_EQ(static_cast<std::int64_t>(
                  records.range(id, reports::LabourId{0}, reports::LabourId{1'000'000'000})->size()),
              size_.labour);
    EXPECT_LE(wire.requests, most) << least_requests(size_) << " are the least";
    EXPECT_EQ(wire.too_fast, 0);
    EXPECT_EQ(wire.too_dear, 0);
    RecordProperty("requests", std::to_string(wire.requests));
    RecordProperty("seconds", std::to_string((clock.now() - begin).count() / 1'000));
  }

  const portal_double::BulkSize size_;
};

}  // namespace sd::portal
