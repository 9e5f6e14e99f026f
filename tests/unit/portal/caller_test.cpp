#include "extension/portal/caller.h"

#include <sstream>

#include "tests/unit/portal/caller_world.h"

namespace sd::portal {
namespace {

using namespace std::chrono_literals;
using test::wire;
using test::wire_fault;

class CallerTest : public CallerWorld {};

TEST_F(CallerTest, PostsJsonWithTheTokenInTheBodyAndNowhereElse) {
  wire_.then(wire(200, kGood));
  ASSERT_TRUE(caller_.call(agent_, {"tasks.task.get", {{"taskId", 8017}}}));
  const WireRequest& sent = wire_.requests().at(0);
  EXPECT_EQ(sent.url, "https://portal.test/rest/tasks.task.get");
  EXPECT_EQ(sent.content_type, "application/json");
  EXPECT_EQ(sent.body, R"({"taskId":8017,"auth":"access-17"})");
}

TEST_F(CallerTest, CallsVersion3BelowApi) {
  wire_.then(wire(200, kGood));
  ASSERT_TRUE(caller_.call(agent_, {"tasks.task.chat.message.send", {}, Effect::kWrite, Api::kV3}));
  EXPECT_EQ(wire_.requests().at(0).url, "https://portal.test/rest/api/tasks.task.chat.message.send");
}

TEST_F(CallerTest, RefreshesAnExpiredTokenOnceAndRepeatsOnce) {
  wire_.then(wire(401, kExpired));
  wire_.then(wire(200, new_tokens(17, "fresh")));
  wire_.then(wire(200, kGood));
  ASSERT_TRUE(write(agent_));
  EXPECT_EQ(wire_.requests().at(1).url, "https://auth.test/oauth/token/");
  EXPECT_EQ(wire_.requests().at(2).body, R"({"auth":"fresh"})");
  EXPECT_EQ(access_of(17), "fresh");
}

TEST_F(CallerTest, GivesUpWhenTheFreshTokenIsRefusedToo) {
  wire_.then(wire(401, kExpired));
  wire_.then(wire(200, new_tokens(17, "fresh")));
  wire_.then(wire(401, kExpired));
  const auto answer = read(agent_);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "portal.auth");
  EXPECT_EQ(wire_.requests().size(), 3u);
}

TEST_F(CallerTest, SaysSoWhenNobodysTokensAreKept) {
  EXPECT_EQ(read({portal_, UserId{99}}).error().code, "portal.auth");
  EXPECT_EQ(caller_.call({PortalId{5}, UserId{1}}, {"profile"}).error().code, "portal.unknown");
}

TEST_F(CallerTest, RepeatsAReadAfterEveryKindOfFaultWithGrowingPauses) {
  wire_.then(wire_fault("wire.lost"));
  wire_.then(wire(502, "<html>bad gateway</html>"));
  wire_.then(wire(200, kGood));
  ASSERT_TRUE(read(agent_));
  EXPECT_EQ(sleeper_.spans(), (std::vector<Millis>{1000ms, 2000ms}));
}

TEST_F(CallerTest, StopsAfterThreeAttempts) {
  for (int i = 0; i < 3; ++i) wire_.then(wire(200, "<html>suspended</html>"));
  const auto answer = read(agent_);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "portal.not_json");
  EXPECT_EQ(answer.error().kind, ErrorKind::kUnavailable);
}

TEST_F(CallerTest, NeverRepeatsAWriteThatMayHaveBeenDone) {
  for (const char* fault : {"wire.lost", "wire.deadline"}) {
    wire_.then(wire_fault(fault));
    EXPECT_EQ(write(agent_).error().code, "portal.lost") << fault;
  }
  for (const auto& answer :
       {wire(500, R"({"error":"INTERNAL_SERVER_ERROR"})"), wire(200, "<html>"), wire(200, "")}) {
    wire_.then(answer);
    EXPECT_EQ(write(agent_).error().code, "portal.lost");
  }
  EXPECT_EQ(wire_.requests().size(), 5u);
  EXPECT_TRUE(sleeper_.spans().empty());
}

TEST_F(CallerTest, RepeatsAWriteThatWasRefusedBeforeItWasDone) {
  wire_.then(wire_fault("wire.connect"));
  wire_.then(wire(503, R"({"error":"QUERY_LIMIT_EXCEEDED","error_description":"Too many requests"})"));
  wire_.then(wire(200, kGood));
  EXPECT_TRUE(write(agent_));
}

TEST_F(CallerTest, SaysUnreachableWhenNobodyAnswers) {
  for (int i = 0; i < 3; ++i) wire_.then(wire_fault("wire.connect"));
  EXPECT_EQ(read(agent_).error().code, "portal.unreachable");
}

TEST_F(CallerTest, DoesNotRepeatWhatIsRefusedForGood) {
  wire_.then(wire(400, R"({"error":"ERROR_CORE","error_description":"Wrong<br>"})"));
  const auto answer = read(agent_);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), (Error{ErrorKind::kInvalidArgument, "portal.refused", "Wrong"}));
  EXPECT_EQ(wire_.requests().size(), 1u);
}

TEST_F(CallerTest, RepeatsABatchOfReadsWhoseCommandMetALimit) {
  const Call batch{"batch", {}, Effect::kRead, Api::kV2, {{"a", "user.get"}}};
  wire_.then(wire(200, R"({"result":{"result":[],"result_error":{"a":{"error":"OPERATION_TIME_LIMIT"}}}})"));
  wire_.then(wire(200, R"({"result":{"result":{"a":[]},"result_error":[]}})"));
  ASSERT_TRUE(caller_.call(agent_, batch));
  EXPECT_EQ(wire_.requests().size(), 2u);
}

TEST_F(CallerTest, TellsThePortalsTimeFromItsLastAnswer) {
  EXPECT_EQ(caller_.now(portal_), clock_.now());
  wire_.then(wire(200, kGood));
  ASSERT_TRUE(read(agent_));
  clock_.advance(3s);
  EXPECT_EQ(caller_.now(portal_), from_ms(1766000003500));
}

TEST_F(CallerTest, PausesBackgroundWorkByTheOperatingTimeOfABatchsCommand) {
  const Call batch{"batch", {}, Effect::kRead, Api::kV2, {{"a", "user.get"}}};
  wire_.then(wire(
      200,
      R"({"result":{"result":{"a":[]},"result_time":{"a":{"operating":470,"operating_reset_at":1766000020}}},
                          "time":{"finish":1766000000}})"));
  wire_.then(wire(200, kGood));
  ASSERT_TRUE(caller_.call(admin_, batch));
  ASSERT_TRUE(caller_.call(admin_, {"user.get"}));
  EXPECT_EQ(sleeper_.spans(), (std::vector<Millis>{21s}));
}

TEST_F(CallerTest, FollowsARenamedPortalThatTheAuthorisationServerNames) {
  wire_.then(wire(302, "", {{"location", "https://renamed.test/rest/profile?x=1"}}));
  wire_.then(wire(200, new_tokens(17, "fresh", "renamed.test")));
  wire_.then(wire(200, kGood));
  wire_.then(wire(200, kGood));
  ASSERT_TRUE(read(agent_));
  EXPECT_EQ(wire_.requests().at(2).url, "https://renamed.test/rest/profile");
  EXPECT_EQ(wire_.requests().at(2).method, "POST");
  EXPECT_EQ(wire_.requests().at(2).body, R"({"auth":"fresh"})");
  ASSERT_TRUE(read(admin_));
  EXPECT_EQ(wire_.requests().at(3).url, "https://renamed.test/rest/profile");
  EXPECT_EQ(caller_.conditions().of(portal_).moved_at, clock_.now());
}

TEST_F(CallerTest, SendsNothingToAHostThatIsNotProvedToBeThePortal) {
  wire_.then(wire(302, "", {{"location", "https://evil.test/rest/profile"}}));
  wire_.then(wire(200, new_tokens(17, "fresh")));
  EXPECT_EQ(read(agent_).error().code, "portal.redirected");
  wire_.then(wire(307, "", {}));
  wire_.then(wire(200, new_tokens(17, "fresher")));
  EXPECT_EQ(read(agent_).error().code, "portal.redirected");
  for (const WireRequest& request : wire_.requests()) EXPECT_EQ(request.url.find("evil"), std::string::npos);
}

TEST_F(CallerTest, DoesNotFollowWithATokenThatIsNotOurs) {
  wire_.then(wire(302, "", {{"location", "https://renamed.test/rest/profile"}}));
  EXPECT_EQ(caller_.call_with(portal_, Secret("theirs"), {"profile"}).error().code, "portal.redirected");
  EXPECT_EQ(wire_.requests().size(), 1u);
}

TEST_F(CallerTest, PutsNoTokenIntoUrlsOrErrors) {
  wire_.always([](const WireRequest&) -> Result<WireAnswer> { return wire(401, kExpired); });
  const auto answer = read(admin_);
  ASSERT_FALSE(answer);
  for (const char* secret : {"access-1", "refresh-of", "app-secret"}) {
    EXPECT_EQ(answer.error().detail.find(secret), std::string::npos);
    for (const WireRequest& request : wire_.requests())
      EXPECT_EQ(request.url.find(secret), std::string::npos);
  }
  std::ostringstream log;
  log << Secret("app-secret");
  EXPECT_EQ(log.str(), "***");
}

TEST_F(CallerTest, SendsWritesAndRefreshesAtMostOnce) {
  wire_.then(wire(401, kExpired));
  wire_.then(wire(200, new_tokens(17, "fresh")));
  wire_.then(wire(200, kGood));
  wire_.then(wire(200, kGood));
  ASSERT_TRUE(write(agent_));
  ASSERT_TRUE(read(agent_));
  std::vector<bool> at_most_once;
  for (const WireRequest& request : wire_.requests()) at_most_once.push_back(request.at_most_once);
  EXPECT_EQ(at_most_once, (std::vector<bool>{true, true, true, false}));
}

TEST_F(CallerTest, EntriesOfOnePortalShareItsLimitsAndTwoPortalsDoNot) {
  wire_.always(always(kGood));
  const PortalId again{2}, other{3};
  directory_.put({again, MemberId{"m9"}, "https://portal.test/rest/", "https://auth.test/rest/", "local.app",
                  Secret("app-secret"), LimitsProfile::kCloud});
  directory_.put({PortalId{4}, MemberId{"m9"}, "https://renamed.test/rest/", "https://auth.test/rest/",
                  "local.app", Secret("app-secret"), LimitsProfile::kCloud});
  directory_.put({other, MemberId{"m3"}, "https://other.test/rest/", "https://auth.test/rest/", "local.app",
                  Secret("app-secret"), LimitsProfile::kCloud});
  const auto call = [&](PortalId portal) {
    return caller_.call_with(portal, Secret("access"), {"profile"}).has_value();
  };
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(call(again));
  ASSERT_TRUE(call(other));
  EXPECT_TRUE(sleeper_.spans().empty());
  ASSERT_TRUE(call(PortalId{4}));
  EXPECT_EQ(sleeper_.spans(), std::vector<Millis>{500ms});
  EXPECT_EQ(caller_.requests(again), 51);
  EXPECT_EQ(caller_.requests(other), 1);
}

TEST_F(CallerTest, EndsWhenTheServiceStops) {
  sleeper_.stopping = true;
  wire_.then(wire_fault("wire.connect"));
  EXPECT_EQ(read(agent_).error().code, "portal.stopping");
}

}  // namespace
}  // namespace sd::portal
