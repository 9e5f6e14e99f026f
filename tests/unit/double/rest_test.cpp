#include "tests/unit/double/double_fixture.h"

namespace sd::portal_double {
namespace {

TEST_F(DoubleTest, AnswersAppInfoInTheEnvelopeWithBothTimeVariants) {
  const json::object info = call(1, "app.info");
  EXPECT_TRUE(info.at("result").at("INSTALLED").as_bool());
  EXPECT_TRUE(info.at("time").at("start").is_double());
  EXPECT_FALSE(info.at("time").as_object().contains("operating"));
  EXPECT_TRUE(call(1, "tasks.task.list").at("time").at("start").is_int64());
}

TEST_F(DoubleTest, RefusesMissingUnknownAndExpiredTokens) {
  EXPECT_EQ(post("/rest/app.info", {}).at("error"), "NO_AUTH_FOUND");
  EXPECT_EQ(post("/rest/app.info", {{"auth", "no"}}).at("error"), "invalid_token");
  const std::string old = token(1);
  double_.advance(Millis{3'600'001});
  EXPECT_EQ(post("/rest/app.info", {{"auth", old}}).at("error"), "expired_token");
}

TEST_F(DoubleTest, TakesTheTokenFromTheBearerHeader) {
  http::Request request;
  request.method = "GET";
  request.path = "/rest//profile";
  request.headers["authorization"] = "Bearer " + token(14);
  EXPECT_EQ(json::parse(double_.handle(request).body).at("result").at("ID"), "14");
}

TEST_F(DoubleTest, AnswersAPreflightWithoutAToken) {
  http::Request request;
  request.method = "OPTIONS";
  request.path = "/rest/tasks.task.list";
  const http::Response response = double_.handle(request);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.front().second, "*");
}

TEST_F(DoubleTest, RefusesAMethodWithoutItsScope) {
  control("app/access", {{"client_id", "local.1"}, {"scopes", json::array{"user"}}});
  EXPECT_EQ(error(1, "tasks.task.list"), "insufficient_scope");
  EXPECT_EQ(error(1, "no.such.method"), "ERROR_METHOD_NOT_FOUND");
}

TEST_F(DoubleTest, TakesInvalidJsonForNoParameters) {
  const http::Response response = raw("/rest/profile?auth=" + token(1), "{\"auth\":");
  EXPECT_EQ(response.status, 200);
}

TEST_F(DoubleTest, BatchResolvesWholeReferencesTypedAndInnerOnesOnlyFromStrings) {
  const std::int64_t task = new_task();
  const json::value out =
      result(1, "batch",
             {{"halt", 0},
              {"cmd",
               {{"list", "tasks.task.list?select[]=ID&select[]=TITLE&order[ID]=ASC&start=-1"},
                {"one", "tasks.task.get?taskId=%24result%5Blist%5D%5Btasks%5D%5B0%5D%5Bid%5D"},
                {"note", "tasks.task.list?filter[TITLE]=%25%24result[list][tasks][0][title]%25&select[]=ID"},
                {"bad", "tasks.task.get?taskId=abc"},
                {"deep", "batch?cmd[]=profile"}}}});
  EXPECT_EQ(text(out.at("result").at("one").at("task").at("id")), std::to_string(task));
  EXPECT_EQ(out.at("result").at("note").at("tasks").as_array().size(), 1U);
  EXPECT_EQ(out.at("result_error").at("bad").at("error"), "0");
  EXPECT_EQ(out.at("result_error").at("deep").at("error"), "ERROR_BATCH_METHOD_NOT_ALLOWED");
  EXPECT_TRUE(out.at("result_next").is_array());  // empty containers are []
}

TEST_F(DoubleTest, BatchLeavesIntegersUntouchedInsideLongerTexts) {
  const json::value out =
      result(1, "batch",
             {{"cmd",
               {{"stage", "task.stages.add?fields[TITLE]=A&fields[ENTITY_ID]=77&isAdmin=Y"},
                {"text", "task.stages.add?fields[TITLE]=x%24result[stage]y&fields[ENTITY_ID]=77&isAdmin=Y"},
                {"all", "task.stages.get?entityId=77&isAdmin=Y"}}}});
  bool kept = false;
  for (const auto& row : out.at("result").at("all").as_object())
    kept = kept || row.value().at("TITLE") == "x$result[stage]y";
  EXPECT_TRUE(kept);
}

TEST_F(DoubleTest, BatchRefusesTheFiftyFirstCommandAndStopsWhereToldTo) {
  json::array many;
  for (int i = 0; i < 51; ++i) many.emplace_back("server.time");
  const json::value out = result(1, "batch", {{"cmd", many}});
  EXPECT_EQ(out.at("result").as_array().size(), 50U);
  EXPECT_EQ(out.at("result_error").at("50").at("error"), "ERROR_BATCH_LENGTH_EXCEEDED");
  const json::value halted =
      result(1, "batch", {{"halt", "false"}, {"cmd", {{"a", "nothing"}, {"b", "profile"}}}});
  EXPECT_TRUE(halted.at("result").is_array());
}

TEST_F(DoubleTest, PositionalMethodsReadValuesByOrder) {
  const std::int64_t task = new_task();
  const json::value id =
      result(14, "task.commentitem.add", {{"TASKID", task}, {"FIELDS", {{"POST_MESSAGE", "hello"}}}});
  EXPECT_TRUE(id.is_int64());
  const http::Response wrong =
      raw("/rest/task.commentitem.add?tracing=1",
          json::serialize(
              json::object{{"TASKID", task}, {"FIELDS", {{"POST_MESSAGE", "x"}}}, {"auth", token(14)}}));
  EXPECT_EQ(json::parse(wrong.body).at("error"), "ERROR_CORE");
  const json::value all = result(1, "task.elapseditem.getlist",
                                 {{"0", {{"ID", "asc"}}}, {"1", {{">ID", 0}}}, {"2", json::array{"*"}}});
  EXPECT_TRUE(all.as_array().empty());
}

TEST_F(DoubleTest, PagesTheLabourOfAWholePortalByCursor) {
  double_.with([](Portal& portal) { add_bulk_tasks(portal, {200, 20, 600}); });
  const json::object open =
      call(1, "tasks.task.list",
           {{"filter", {{"GROUP_ID", 77}, {"!REAL_STATUS", 5}}}, {"select", json::array{"ID"}}});
  EXPECT_EQ(open.at("total"), 20);
  const auto list = [&](const char* way, std::int64_t after, int page) {
    return call(1, "task.elapseditem.getlist",
                {{"0", {{"ID", way}}},
                 {"1", {{">ID", after}}},
                 {"2", json::array{"*"}},
                 {"3", {{"NAV_PARAMS", {{"nPageSize", 50}, {"iNumPage", page}}}}}});
  };
  const json::object first = list("asc", 0, 1);
  ASSERT_EQ(first.at("result").as_array().size(), 50U);
  EXPECT_EQ(first.at("total"), 600);
  const std::int64_t last = std::stoll(text(first.at("result").at(49).at("ID")));
  EXPECT_EQ(list("asc", last, 1).at("total"), 550);
  EXPECT_EQ(list("asc", last, 1).at("result"), list("asc", 0, 2).at("result"));
  EXPECT_TRUE(list("asc", 0, 13).at("result").as_array().empty());
  // "ASC" takes the way of every other order.
  EXPECT_EQ(list("ASC", last, 3).at("result"), list("asc", last, 3).at("result"));
  const std::int64_t task = std::stoll(text(first.at("result").at(0).at("TASK_ID")));
  act(1, "tasks.task.delete", {{"taskId", task}});
  EXPECT_EQ(list("asc", 0, 1).at("total"), 597) << "records of a deleted task are seen by nobody";
}

TEST_F(DoubleTest, SendsAChatMessageThroughV3) {
  const std::int64_t task = new_task();
  const json::object sent = post("/rest/api/tasks.task.chat.message.send",
                                 {{"fields", {{"taskId", task}, {"text", "hi"}}}, {"auth", token(14)}});
  EXPECT_TRUE(sent.at("result").at("result").as_bool());
  const json::object wrong =
      post("/rest/api/tasks.task.chat.message.send", {{"fields", {{"text", "x"}}}, {"auth", token(14)}});
  EXPECT_EQ(wrong.at("error").at("code"), "BITRIX_REST_V3_EXCEPTION_VALIDATION_DTOVALIDATIONEXCEPTION");
  EXPECT_EQ(post("/rest/tasks.task.chat.message.send", {{"auth", token(14)}}).at("error"),
            "ERROR_METHOD_NOT_FOUND");
}

TEST_F(DoubleTest, RotatesRefreshTokensAndLetsCodesDieAfterThirtySeconds) {
  std::string code;
  double_.with([&](Portal& portal) { code = portal.apps.issue_code("local.1", 1); });
  const auto ask = [&](const std::string& rest) {
    return json::parse(raw("/oauth/token/?client_id=local.1&client_secret=secret&" + rest, "", "").body)
        .as_object();
  };
  const json::object first = ask("grant_type=authorization_code&code=" + code);
  EXPECT_EQ(first.at("client_endpoint"), "http://portal.example/rest/");
  EXPECT_EQ(ask("grant_type=authorization_code&code=" + code).at("error"), "invalid_grant");
  const std::string refresh = text(first.at("refresh_token"));
  const json::object second = ask("grant_type=refresh_token&refresh_token=" + refresh);
  EXPECT_NE(second.at("access_token"), first.at("access_token"));
  EXPECT_EQ(ask("grant_type=refresh_token&refresh_token=" + refresh).at("error"), "invalid_grant");
  EXPECT_EQ(post("/rest/profile", {{"auth", second.at("access_token")}}).at("result").at("ID"), "1");
  double_.with([&](Portal& portal) { code = portal.apps.issue_code("local.1", 1); });
  double_.advance(Millis{30'000});
  EXPECT_EQ(ask("grant_type=authorization_code&code=" + code).at("error"), "invalid_grant");
}

TEST_F(DoubleTest, LeakyBucketFillsAndDrains) {
  control("limits", {{"mode", "cloud"}, {"capacity", 3.0}, {"drain", 2.0}});
  const std::string access = token(1);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(post("/rest/profile", {{"auth", access}}).contains("result"));
  EXPECT_EQ(post("/rest/profile", {{"auth", access}}).at("error"), "QUERY_LIMIT_EXCEEDED");
  clock_.advance(Millis{1'000});
  EXPECT_TRUE(post("/rest/profile", {{"auth", access}}).contains("result"));
}

TEST_F(DoubleTest, OperatingTimeStopsOneMethodOnlyAndTheCrossingCallStillSucceeds) {
  control("limits", {{"mode", "cloud"}, {"method", "tasks.task.list"}, {"cost_ms", 300'000.0}});
  EXPECT_GE(call(1, "tasks.task.list").at("time").at("operating").to_number<double>(), 300.0);
  EXPECT_TRUE(call(1, "tasks.task.list").contains("result"));
  EXPECT_EQ(error(1, "tasks.task.list"), "OPERATION_TIME_LIMIT");
  EXPECT_TRUE(call(1, "profile").contains("result"));
  double_.advance(Millis{601'000});
  EXPECT_TRUE(call(1, "tasks.task.list").contains("result"));
}

TEST_F(DoubleTest, ScriptedFaultsHitTheirMethodSoManyTimes) {
  control("faults", {{"method", "profile"}, {"kind", "503"}, {"count", 2}});
  EXPECT_EQ(error(1, "profile"), "QUERY_LIMIT_EXCEEDED");
  EXPECT_EQ(error(1, "profile"), "QUERY_LIMIT_EXCEEDED");
  EXPECT_EQ(error(1, "profile"), "no error");
  control("faults", {{"method", "tasks.task.add"}, {"kind", "reset_after_commit"}});
  const http::Response lost =
      raw("/rest/tasks.task.add",
          json::serialize(json::object{
              {"fields", {{"TITLE", "x"}, {"RESPONSIBLE_ID", 1}, {"XML_ID", "once"}}}, {"auth", token(1)}}));
  EXPECT_EQ(lost.status, 502);
  EXPECT_EQ(result(1, "tasks.task.list", {{"filter", {{"XML_ID", "once"}}}}).at("tasks").as_array().size(),
            1U);
}

}  // namespace
}  // namespace sd::portal_double
