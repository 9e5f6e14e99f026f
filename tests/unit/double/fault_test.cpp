#include <map>

#include "tests/portal/rest/faults.h"
#include "tests/unit/double/double_fixture.h"

namespace sd::portal_double {
namespace {

TEST_F(DoubleTest, RefusesAsTheContractSaysForEachKind) {
  const std::map<std::string, std::string> codes{
      {"deleted", "PORTAL_DELETED"},         {"overload", "OVERLOAD_LIMIT"},
      {"licence", "ACCESS_DENIED"},          {"user", "user_access_error"},
      {"scope", "insufficient_scope"},       {"invalid_token", "invalid_token"},
      {"oauth_link", "authorization_error"}, {"unexpected", "ERROR_UNEXPECTED_ANSWER"}};
  for (const auto& [kind, code] : codes) {
    control("faults", {{"method", "profile"}, {"kind", kind}});
    EXPECT_EQ(error(1, "profile"), code);
  }
  EXPECT_EQ(error(1, "profile"), "no error");
}

TEST_F(DoubleTest, RefusesAFaultItDoesNotKnow) {
  EXPECT_EQ(control("faults", {{"method", "profile"}, {"kind", "sun_spots"}}).at("error"), "ERROR_ARGUMENT");
}

TEST_F(DoubleTest, DiceFallTheSameForTheSameSeed) {
  const auto play = [&] {
    control("faults", {{"rate", {{"requests", 0.5}, {"kinds", json::array{"503", "500"}}, {"seed", 7}}}});
    std::string seen;
    for (int i = 0; i < 40; ++i) seen += error(1, "profile").front();
    control("faults", {{"clear", true}});
    return seen;
  };
  const std::string first = play();
  EXPECT_EQ(play(), first);
  for (const char letter : {'n', 'Q', 'I'}) EXPECT_NE(first.find(letter), std::string::npos) << letter;
  EXPECT_EQ(error(1, "profile"), "no error");
}

TEST_F(DoubleTest, DiceSpareThePortalsOwnPages) {
  control("faults", {{"rate", {{"requests", 1.0}, {"commands", 1.0}, {"kinds", json::array{"500"}}}}});
  EXPECT_GT(new_task(), 0);
  EXPECT_EQ(error(1, "profile"), "INTERNAL_SERVER_ERROR");
}

TEST_F(DoubleTest, ARevokedPersonHasNoTokenLeft) {
  std::string access, refresh, other;
  double_.with([&](Portal& portal) {
    const Grant grant = portal.apps.grant("local.1", 1, true);
    access = grant.access;
    refresh = grant.refresh;
    other = portal.apps.grant("local.1", 2, false).access;
  });
  control("tokens", {{"revoke", 1}});
  EXPECT_EQ(post("/rest/profile", {{"auth", access}}).at("error"), "invalid_token");
  const http::Response answer =
      raw("/oauth/token/?client_id=local.1&client_secret=secret&grant_type=refresh_token&refresh_token=" +
              refresh,
          "", "");
  EXPECT_EQ(json::parse(answer.body).at("error"), "invalid_grant");
  EXPECT_TRUE(post("/rest/profile", {{"auth", other}}).contains("result"));
}

TEST_F(DoubleTest, ARenamedPortalRedirectsAtItsFormerName) {
  control("rename", {{"domain", "desk.example"}});
  http::Request request;
  request.method = "POST";
  request.path = "/rest/profile";
  request.headers["host"] = "portal.example";
  const http::Response answer = double_.handle(request);
  EXPECT_EQ(answer.status, 302);
  const std::pair<std::string, std::string> location{"Location", "http://desk.example/rest/profile"};
  EXPECT_NE(std::find(answer.headers.begin(), answer.headers.end(), location), answer.headers.end());
  EXPECT_EQ(error(1, "profile"), "no error");
}

TEST_F(DoubleTest, PortalTimePassesBeforeAnAct) {
  const std::int64_t before = control("clock", {{"stand", true}}).at("now_ms").as_int64();
  control("act", {{"user", 1}, {"method", "profile"}, {"params", json::object{}}, {"after_ms", 90'000}});
  EXPECT_EQ(control("clock", {{"jump_ms", -30'000}}).at("now_ms").as_int64(), before + 60'000);
}

TEST_F(DoubleTest, TheTruthHoldsTasksWithHistoryAndStages) {
  const std::int64_t task = new_task();
  act(1, "tasks.task.update", {{"taskId", task}, {"fields", {{"PRIORITY", 2}}}});
  http::Request request;
  request.method = "GET";
  request.path = "/_double/truth";
  request.query = "group=77";
  const json::value truth = json::parse(double_.handle(request).body);
  ASSERT_EQ(truth.at("tasks").as_array().size(), 1U);
  const json::object& row = truth.at("tasks").at(0).as_object();
  EXPECT_EQ(row.at("id").as_int64(), task);
  EXPECT_EQ(row.at("priority").as_int64(), 2);
  EXPECT_EQ(row.at("history").at(1).at(3), "PRIORITY");
  EXPECT_EQ(truth.at("stages").at("77").as_array().size(), 3U);
}

TEST_F(DoubleTest, ADoubleWithoutAProgramRefusesARestart) {
  EXPECT_EQ(control("restart", {{"down_ms", 1}}).at("error"), "NOT_A_PROGRAM");
}

}  // namespace
}  // namespace sd::portal_double
