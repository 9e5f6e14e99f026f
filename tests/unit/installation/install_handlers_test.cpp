#include "extension/installation/http/install_handlers.h"

#include <gmock/gmock.h>

#include "tests/unit/installation/install_world.h"

namespace sd::installation {
namespace {

using testing::HasSubstr;

class InstallHandlersTest : public InstallWorld {
 protected:
  InstallHandlersTest() {
    admin_session_.portal = portal_;
    admin_session_.user = UserId{1};
    admin_session_.administrator = true;
    admin_session_.lang = "ru";
  }
  static http::Request post(std::string body) {
    http::Request request;
    request.method = "POST";
    request.body = std::move(body);
    return request;
  }
  void run_posted() {
    for (auto& job : posted_) job();
    posted_.clear();
  }

  session::Session admin_session_;
  std::vector<std::function<void()>> posted_;
  bool busy_ = false;
  std::vector<PortalId> ended_;
  InstallationJobs jobs_{run_, store_,
                         [this](std::function<void()> job) {
                           if (!busy_) posted_.push_back(std::move(job));
                           return !busy_;
                         },
                         [this](PortalId portal) { ended_.push_back(portal); }};
  InstallHandlers handlers_{preview_, jobs_};
};

TEST_F(InstallHandlersTest, ShowsScopesAndGroups) {
  const http::Response response = handlers_.overview(admin_session_);
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body,
              HasSubstr(R"({"name":"task","granted":true,"required":true,"why":"scope.task.why"})"));
  EXPECT_THAT(response.body, HasSubstr(R"({"id":78,"name":"Hardware","external":true,"bound":false})"));
  EXPECT_THAT(response.body, HasSubstr(R"("installed":false)"));
}

TEST_F(InstallHandlersTest, ShowsNoGroupsWhileAScopeIsMissing) {
  std::erase(admin_.granted, "task");
  EXPECT_THAT(handlers_.overview(admin_session_).body, HasSubstr(R"("groups":[])"));
}

TEST_F(InstallHandlersTest, PreviewsStepsAndStages) {
  const http::Response response = handlers_.preview(admin_session_, post(R"({"groups":[77]})"));
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body, HasSubstr(R"({"id":"field.UF_SD_TYPE","text_key":"install.step.field",)"
                                       R"("args":{"label":"Тип","name":"UF_SD_TYPE"},"action":"create"})"));
  EXPECT_THAT(response.body,
              HasSubstr(R"("stages":{"77":[{"role":"intake","title":"Новые заявки","color":"00C4FB",)"
                        R"("existing":501,"existing_title":"Новые"})"));
}

TEST_F(InstallHandlersTest, RunsInTheBackgroundAndTellsHowFarItIs) {
  const http::Response started =
      handlers_.run(admin_session_, post(R"({"groups":[77],"rename_stages":true})"));
  EXPECT_EQ(started.status, 202);
  EXPECT_EQ(started.body, R"({"run":"1"})");
  EXPECT_THAT(handlers_.progress(admin_session_).body, HasSubstr(R"("state":"running")"));
  EXPECT_EQ(handlers_.run(admin_session_, post(R"({"groups":[77]})")).status, 409);
  run_posted();
  const std::string body = handlers_.progress(admin_session_).body;
  EXPECT_THAT(body, HasSubstr(R"("state":"done")"));
  EXPECT_THAT(body, HasSubstr(R"({"id":"finish","state":"done","detail":""})"));
  EXPECT_EQ(ended_, std::vector{admin_session_.portal}) << "whoever goes on with the first reading is told";
  EXPECT_THAT(body, HasSubstr(R"("read":{"done":2400,"total":2400})"));
  EXPECT_EQ(handlers_.run(admin_session_, post(R"({"groups":[77]})")).status, 202);
  run_posted();
}

TEST_F(InstallHandlersTest, TellsAFailedStepInThePortalsWords) {
  admin_.fail_at = "add_field UF_SD_TYPE";
  ASSERT_EQ(handlers_.run(admin_session_, post(R"({"groups":[]})")).status, 202);
  run_posted();
  const std::string body = handlers_.progress(admin_session_).body;
  EXPECT_THAT(body, HasSubstr(R"("state":"failed")"));
  EXPECT_THAT(
      body,
      HasSubstr(
          R"({"id":"field.UF_SD_TYPE","state":"failed","detail":"portal.refused: The portal says no"})"));
}

TEST_F(InstallHandlersTest, AfterARestartTellsWhatWasRecorded) {
  ASSERT_TRUE(store_.put_steps(
      portal_, std::vector<StepRecord>{{"a", StepState::kDone, ""}, {"b", StepState::kRunning, ""}},
      from_ms(0)));
  const std::string body = handlers_.progress(admin_session_).body;
  EXPECT_THAT(body, HasSubstr(R"("state":"failed")"));
  EXPECT_THAT(body, HasSubstr(R"({"id":"b","state":"failed","detail":"install.interrupted"})"));
}

TEST_F(InstallHandlersTest, SaysThatThereWasNoRun) {
  EXPECT_EQ(handlers_.progress(admin_session_).status, 404);
}

TEST_F(InstallHandlersTest, SaysThatItIsBusyAndCanBeAskedAgain) {
  busy_ = true;
  EXPECT_EQ(handlers_.run(admin_session_, post(R"({"groups":[]})")).status, 503);
  busy_ = false;
  EXPECT_EQ(handlers_.run(admin_session_, post(R"({"groups":[]})")).status, 202);
  run_posted();
}

TEST_F(InstallHandlersTest, RefusesEverybodyButAdministrators) {
  session::Session agent = admin_session_;
  agent.administrator = false;
  session::Session guest = admin_session_;
  guest.external = true;
  for (const session::Session& who : {agent, guest}) {
    EXPECT_EQ(handlers_.overview(who).status, 403);
    EXPECT_EQ(handlers_.preview(who, post(R"({"groups":[]})")).status, 403);
    EXPECT_EQ(handlers_.run(who, post(R"({"groups":[]})")).status, 403);
    EXPECT_EQ(handlers_.progress(who).status, 403);
  }
  EXPECT_TRUE(posted_.empty());
}

TEST_F(InstallHandlersTest, RefusesABodyThatIsNoOrder) {
  for (const char* body :
       {"", "[]", "{", "{}", R"({"groups":7})", R"({"groups":["77"]})", R"({"groups":[0]})",
        R"({"groups":[1.5]})", R"({"groups":[],"rename_stages":1})"}) {
    EXPECT_EQ(handlers_.preview(admin_session_, post(body)).status, 400) << body;
  }
  EXPECT_EQ(handlers_.preview(admin_session_, post(std::string(100'000, ' '))).status, 400);
}

}  // namespace
}  // namespace sd::installation
