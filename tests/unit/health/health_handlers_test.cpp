#include "extension/health/http/health_handlers.h"

#include <gmock/gmock.h>

#include "tests/doubles/fake_clock.h"
#include "tests/doubles/memory_fill_store.h"
#include "tests/doubles/memory_people_store.h"
#include "tests/doubles/memory_set_aside.h"
#include "tests/doubles/memory_sync_health.h"

namespace sd::health {
namespace {

using kanban::Figure;
using testing::HasSubstr;

class HealthHandlersTest : public testing::Test {
 protected:
  HealthHandlersTest() {
    session_.portal = portal_;
    session_.user = UserId{1};
    session_.administrator = true;
    inbox_.aside[portal_] = {{11, webhooks::EventKind::kTicket, 8121, "portal.shape", 8, at(0), at(60)},
                             {12, webhooks::EventKind::kGroup, 77, "portal.refused", 8, at(5), at(90)}};
    inbox_.aside[other_] = {{13, webhooks::EventKind::kTicket, 1, "portal.shape", 8, at(0), at(60)}};
  }

  static TimePoint at(std::int64_t seconds) { return from_ms(1'767'603'600'000 + seconds * 1'000); }
  static http::Request body(std::string text) {
    http::Request request;
    request.body = std::move(text);
    return request;
  }

  const PortalId portal_{1}, other_{2};
  session::Session session_;
  test::FakeClock clock_;
  test::MemorySyncHealth figures_;
  test::MemorySetAside inbox_;
  test::MemoryPeopleStore people_;
  std::vector<BackgroundToken> tokens_{{UserId{1}, at(-7'200)}};
  Look look_{
      figures_, inbox_, [this](PortalId) -> Result<std::vector<BackgroundToken>> { return tokens_; }, {}};
  int woken_ = 0;
  std::vector<std::string> log_;
  test::MemoryFillStore fill_;
  std::vector<kanban::BoundGroup> groups_;
  HealthHandlers handlers_{{look_, inbox_, people_, fill_, clock_,
                            [this](PortalId) -> Result<std::vector<kanban::BoundGroup>> { return groups_; },
                            [](PortalId) -> Result<bool> { return true; }, [this](PortalId) { ++woken_; },
                            [this](const std::string& line) { log_.push_back(line); }}};
};

TEST_F(HealthHandlersTest, TellsEverythingThePageShows) {
  figures_.set(portal_, Figure::kQueuePolledAt, at(-30));
  figures_.set(portal_, Figure::kReconcileRepaired, 2);
  kanban::PortalUser user;
  user.id = UserId{1};
  user.name = "Анна Ковалёва";
  ASSERT_TRUE(people_.put_users(portal_, std::vector{user}, at(0)));
  const http::Response answer = handlers_.health(session_);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body,
            R"({"now_ms":1767603600000,"healthy":false,"concerns":[)"
            R"({"code":"inbox.set_aside","level":"attention","since_ms":null,"count":2},)"
            R"({"code":"token.single","level":"note","since_ms":null,"count":0}],)"
            R"("figures":{"queue.polled_at":1767603570000,"reconcile.repaired":2},)"
            R"("inbox":{"waiting":0,"oldest_waiting_ms":null,"set_aside":2,"last_done_ms":null},"aside":[)"
            R"({"id":12,"kind":"group","object":77,"reason":"portal.refused","attempts":8,)"
            R"("received_ms":1767603605000,"set_aside_ms":1767603690000},)"
            R"({"id":11,"kind":"ticket","object":8121,"reason":"portal.shape","attempts":8,)"
            R"("received_ms":1767603600000,"set_aside_ms":1767603660000}],)"
            R"("tokens":[{"user":1,"name":"Анна Ковалёва","renewed_ms":1767596400000}],)"
            R"("backfill":{"phase":"none","running":false,"requests":0,"started_ms":null,"finished_ms":null,)"
            R"("left_ms":null,"planned":0,"done":0,"phases":[{"phase":"directory","planned":0,"done":0},)"
            R"({"phase":"open","planned":0,"done":0},{"phase":"open_history","planned":0,"done":0},)"
            R"({"phase":"closed","planned":0,"done":0},{"phase":"labour","planned":0,"done":0},)"
            R"({"phase":"closed_history","planned":0,"done":0}],"groups":[]}})");
}

TEST_F(HealthHandlersTest, TellsHowFarEachGroupIsRead) {
  for (const auto& [id, name] : {std::pair{77, "Поддержка"}, {78, "Разработка"}, {79, "Новая"}}) {
    kanban::BoundGroup group;
    group.group = GroupId{id};
    group.name = name;
    groups_.push_back(group);
  }
  const auto read = [&](int group, kanban::FillPhase phase, std::int64_t planned, std::int64_t done) {
    kanban::FillPoint point;
    point.group = GroupId{group};
    point.phase = phase;
    point.planned = planned;
    point.done = done;
    ASSERT_TRUE(fill_.put(portal_, point));
  };
  read(0, kanban::FillPhase::kUsers, 500, 500);  // nobody's
  read(77, kanban::FillPhase::kOpen, 100, 100);
  read(77, kanban::FillPhase::kOpenHistory, 100, 40);
  read(78, kanban::FillPhase::kOpen, 20, 20);
  read(80, kanban::FillPhase::kOpen, 5, 5);  // not bound any more
  EXPECT_THAT(handlers_.health(session_).body,
              HasSubstr(R"("groups":[{"group":77,"name":"Поддержка","planned":200,"done":140},)"
                        R"({"group":78,"name":"Разработка","planned":20,"done":20}]})"));
}

TEST_F(HealthHandlersTest, RunsChosenRowsAgainAndWakesTheDrain) {
  const http::Response answer = handlers_.run_again(session_, body(R"({"ids":[11,13]})"));
  EXPECT_EQ(answer.body, R"({"rows":1})");
  EXPECT_EQ(inbox_.again[portal_].size(), 1u);
  EXPECT_EQ(inbox_.aside[other_].size(), 1u);  // another portal's row is none of ours
  EXPECT_EQ(woken_, 1);
  EXPECT_EQ(log_, std::vector<std::string>{"portal 1: user 1 runs 1 rows again that were set aside"});
}

TEST_F(HealthHandlersTest, RunsAllAgain) {
  EXPECT_EQ(handlers_.run_again(session_, body(R"({"all":true})")).body, R"({"rows":2})");
  EXPECT_TRUE(inbox_.aside[portal_].empty());
  EXPECT_EQ(handlers_.run_again(session_, body(R"({"all":true})")).body, R"({"rows":0})");
  EXPECT_EQ(woken_, 1);
}

TEST_F(HealthHandlersTest, DiscardsForGoodAndSaysWhoDid) {
  EXPECT_EQ(handlers_.discard(session_, body(R"({"ids":[12]})")).body, R"({"rows":1})");
  EXPECT_EQ(inbox_.aside[portal_].size(), 1u);
  EXPECT_TRUE(inbox_.again[portal_].empty());
  EXPECT_EQ(woken_, 0);
  EXPECT_EQ(log_, std::vector<std::string>{"portal 1: user 1 discards 1 rows that were set aside"});
}

TEST_F(HealthHandlersTest, RefusesWhatHasNoSingleMeaning) {
  for (const char* wrong :
       {R"({})", R"({"ids":[]})", R"({"all":false})", R"({"ids":["11"]})", R"({"ids":[0]})",
        R"({"ids":[1.5]})", R"({"ids":[11],"all":true})", R"({"ids":11})"}) {
    const http::Response answer = handlers_.discard(session_, body(wrong));
    EXPECT_EQ(answer.status, 400) << wrong;
    EXPECT_THAT(answer.body, HasSubstr("request.ids")) << wrong;
  }
  for (const char* wrong : {"", "[]", "{"}) {
    EXPECT_THAT(handlers_.run_again(session_, body(wrong)).body, HasSubstr("request.json")) << wrong;
  }
  EXPECT_THAT(handlers_.run_again(session_, body(std::string(70'000, ' '))).body,
              HasSubstr("request.too_large"));
  EXPECT_EQ(inbox_.aside[portal_].size(), 2u);
}

}  // namespace
}  // namespace sd::health
