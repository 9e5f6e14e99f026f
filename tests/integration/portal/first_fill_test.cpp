// How many requests the first fill of a portal takes, and that it meets none of the cloud's limits.
#include "tests/integration/portal/first_fill.h"

namespace sd::portal {
namespace {

struct FirstFillOfASmallPortal : FirstFillOf {
  FirstFillOfASmallPortal() : FirstFillOf({5'000, 100, 15'000}) {}
};

// What comes on top does not grow with the portal: the open tasks are listed before the others, the length of
// each of the three lists is asked with its first page, and 48 histories go into a request.
TEST_F(FirstFillOfASmallPortal, TakesAHandfulOfRequestsMoreThanTheLeast) {
  ASSERT_EQ(least_requests(size_), 13);
  fill_within(13 + 6);
}

// Three people click during the fill, which itself waits before every request.
TEST_F(FirstFillOfASmallPortal, APersonsCallInItsMiddleIsAdmittedAtOnce) {
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(rest.stages(kanban::background(id), GroupId{77}));
  std::size_t clicks = 0;
  bool clicking = false;
  const std::int64_t begun = wire.requests;
  wire.before = [&] {
    const std::int64_t now = wire.requests - begun;
    if (clicking || now % 4 != 3 || clicks == 3) return;
    clicking = true;  // what follows is the person's own request
    const std::size_t pauses = sleeper.spans().size();
    EXPECT_GT(pauses, clicks) << "the fill waits";
    EXPECT_TRUE(rest.read(kanban::Actor{id, UserId{17}}, std::vector{TicketId{8001}}));
    EXPECT_EQ(sleeper.spans().size(), pauses) << "the person does not";
    ++clicks;
    clicking = false;
  };
  ASSERT_TRUE(open_boards());
  ASSERT_TRUE(the_rest());
  EXPECT_EQ(clicks, 3U);
  EXPECT_EQ(wire.too_fast, 0);
}

// A request for 50 pages costs half of what a cloud grants for ten minutes: the second of them may not follow
// at once, although the first leaves the method below its line.
struct FirstFillWithDearLabour : FirstFillOf {
  FirstFillWithDearLabour() : FirstFillOf({100, 10, 7'500}) {}
};

TEST_F(FirstFillWithDearLabour, WaitsForTheOperatingTimeInsteadOfBeingRefused) {
  make_dear("task.elapseditem.getlist", 5'000);
  // The portal tells the real time of a request, so the test's clock may not stand still meanwhile.
  wire.behind = [this] { clock.advance(std::chrono::seconds{10}); };
  const TimePoint begin = clock.now();
  ASSERT_TRUE(open_boards());
  Status done = the_rest();
  for (int i = 0; i < 100 && !done && done.error().code == "portal.limit"; ++i) {
    clock.advance(std::chrono::minutes{1});
    done = the_rest();
  }
  ASSERT_TRUE(done) << done.error().code;
  EXPECT_EQ(wire.too_dear, 0);
  EXPECT_EQ(wire.too_fast, 0);
  EXPECT_GT(clock.now() - begin, std::chrono::minutes{20}) << "750 s of operating time, 255 s in a request";
}

}  // namespace
}  // namespace sd::portal
