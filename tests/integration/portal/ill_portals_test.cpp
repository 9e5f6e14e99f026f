// What an ill portal means for the others, and what the client does about one that is slow, down or renamed.
#include "tests/integration/portal/two_portals.h"

namespace sd::portal {
namespace {

using namespace std::chrono_literals;

class IllPortals : public TwoPortals {
 protected:
  // Runs reconciliation of both portals as the rounds do, one turn after the other, for `span`.
  void run_rounds(Millis span) {
    const TimePoint end = clock.now() + span;
    const PortalId both[] = {first.id, second.id};
    plan.serve(both, clock.now());
    while (clock.now() < end) {
      const auto turn = plan.take(clock.now());
      if (!turn) {
        clock.set(std::min(plan.next().value(), end));
        continue;
      }
      const bool well = reconcile.run(turn->portal).has_value();
      runs[turn->portal].push_back({clock.now(), well});
      plan.end(*turn, well, clock.now());
    }
  }
  std::size_t count(PortalId portal, bool well) {
    return static_cast<std::size_t>(std::count_if(runs[portal].begin(), runs[portal].end(),
                                                  [well](const auto& run) { return run.second == well; }));
  }

  app::RoundPlan plan{[this](PortalId portal) { return caller.conditions().ready_at(portal); },
                      [] { return 0.5; }};
  const std::size_t work = plan.add(2min);
  std::map<PortalId, std::vector<std::pair<TimePoint, bool>>> runs;
};

TEST_F(IllPortals, OneThatIsDownForHoursSlowsNoOtherAndIsTakenUpAgain) {
  run_rounds(10min);
  const std::size_t before = runs[second.id].size();
  portal_double::DoubleTransport only_second;
  transport = only_second;
  transport.add(second.portal);
  const TimePoint down = clock.now();
  runs.clear();
  run_rounds(3h);
  EXPECT_EQ(count(second.id, false), 0u);
  EXPECT_GE(count(second.id, true), 3 * 60 / 2 - 3u) << before;
  EXPECT_EQ(count(first.id, true), 0u);
  EXPECT_LE(count(first.id, false), 70u) << "it is left alone most of the time";
  EXPECT_GE(caller.conditions().of(first.id).ill_since.value(), down);
  EXPECT_LE(caller.conditions().of(first.id).ill_since.value(), down + 3min);

  const TicketId missed = first.add_task(77);
  transport.add(first.portal);
  runs.clear();
  run_rounds(7min);
  EXPECT_FALSE(caller.conditions().of(first.id).ill());
  EXPECT_TRUE(cards.find(first.id, missed)->has_value());
}

TEST_F(IllPortals, OneThatAnswersTooSlowlyIsIllAndClicksAreToldSoSoon) {
  first.fault("slow", 70'000);
  EXPECT_EQ(reconcile.run(first.id).error().code, "portal.unreachable");
  EXPECT_EQ(caller.conditions().of(first.id).reason, "portal.unreachable");
  EXPECT_EQ(caller.call({first.id, UserId{1}}, {"profile"}).error().code, "portal.unreachable");
  ASSERT_TRUE(reconcile.run(second.id));
  // Slow, but within the deadlines: served.
  first.control("faults", {{"clear", true}});
  first.fault("slow", 7'000);
  clock.set(caller.conditions().ready_at(first.id));
  ASSERT_TRUE(reconcile.run(first.id));
  EXPECT_FALSE(caller.conditions().of(first.id).ill());
}

TEST_F(IllPortals, OneThatWasRenamedIsFollowedOnceItsAuthorisationServerVouchesForIt) {
  first.control("rename", {{"domain", "renamed.example"}});
  transport.add(first.portal);
  ASSERT_TRUE(reconcile.run(first.id));
  EXPECT_EQ(directory.find(first.id)->client_endpoint, "http://renamed.example/rest/");
  EXPECT_EQ(caller.conditions().of(first.id).moved_at, clock.now());
  EXPECT_FALSE(caller.conditions().of(first.id).ill());
}

TEST_F(IllPortals, OneThatWasRenamedAndAnswersNoMoreAtItsOldNameIsFoundWhenItsTokenIsRefreshed) {
  first.control("rename", {{"domain", "renamed.example"}});
  transport.add(first.portal);
  clock.advance(2h);  // longer than an access token lives
  ASSERT_TRUE(reconcile.run(first.id));
  EXPECT_EQ(directory.find(first.id)->client_endpoint, "http://renamed.example/rest/");
}

TEST_F(IllPortals, NothingIsForgottenBecauseAPortalIsIll) {
  std::vector<TicketId> tickets;
  for (int i = 0; i < 20; ++i) tickets.push_back(first.add_task(77));
  deliver(first);
  clock.advance(10min);
  for (const char* kind : {"html", "html200", "deleted", "licence", "empty", "half", "500", "overload"}) {
    first.control("faults", {{"clear", true}});
    first.fault(kind);
    clock.set(std::max(clock.now(), caller.conditions().ready_at(first.id)));
    EXPECT_FALSE(sweep.run(first.id, {})) << kind;
    EXPECT_FALSE(sync.run(first.id, tickets)) << kind;
    EXPECT_EQ(cards.board(first.id, GroupId{77}, true)->cards.size(), 20u) << kind;
  }
}

}  // namespace
}  // namespace sd::portal
