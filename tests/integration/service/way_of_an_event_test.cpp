// From a change in the portal to the board that listens, and what bad portals and strangers cannot spoil.
#include "tests/integration/service/desk_world.h"

namespace sd::test {
namespace {

constexpr const char* kPending = "servicedesk_inbox_pending";

class WayOfAnEvent : public DeskWorld {
 protected:
  void SetUp() override {
    install();
    if (HasFatalFailure()) return;
    // The portal's history counts seconds: what happens in the second of the binding counts as before it, and
    // nothing from before it is written back.
    control("clock", {{"advance_ms", 2'000}});
    task_ = add_task("Принтер не печатает");
    session_ = session(kAdministrator);
    ASSERT_TRUE(eventually([&] { return card(board(session_), "Принтер не печатает") != nullptr; }));
    ASSERT_TRUE(eventually([&] { return metric(kPending) == 0; }));
    revision_ = board(session_).at("revision").as_int64();
  }
  std::string event(const std::string& token) const {
    return "event=ONTASKUPDATE&data[FIELDS_AFTER][ID]=" + std::to_string(task_) +
           "&auth[access_token]=stolen-access&auth[member_id]=" + portal.member_id() +
           "&auth[application_token]=" + token;
  }

  std::int64_t task_ = 0, revision_ = 0;
  std::string session_;
};

TEST_F(WayOfAnEvent, AChangeInThePortalReachesTheBoardThatListens) {
  rename(task_, "Принтер печатает пустые листы");
  EXPECT_TRUE(card_appears(session_, revision_, "Принтер печатает пустые листы"));
  EXPECT_TRUE(eventually([&] { return metric(kPending) == 0; }));
}

TEST_F(WayOfAnEvent, AMoveOnTheBoardReachesThePortalAsThatPerson) {
  const json::object before = board(session_);
  const json::value& work = before.at("stages").as_array()[3];
  ASSERT_EQ(work.at("role"), "work");
  const json::object move{
      {"group", kGroup}, {"stage", work.at("id")}, {"revision", card(before, "Принтер не печатает")->back()}};
  const http::Response moved =
      ask("POST", "/api/cards/" + std::to_string(task_) + "/move", "", json::serialize(move), session_);
  ASSERT_EQ(moved.status, 200) << moved.body;
  const auto text = [&](const char* field) {
    const json::value task =
        act(kAdministrator, "tasks.task.get", {{"taskId", task_}, {"select", {"STAGE_ID", "STATUS"}}});
    const json::value& value = task.at("task").at(field);
    return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
  };
  EXPECT_EQ(text("stageId"), json::serialize(work.at("id")));
  // Entering work starts the task: by this answer, or by the event of the move when that was faster.
  EXPECT_TRUE(eventually([&] { return text("status") == "3"; }));
}

TEST_F(WayOfAnEvent, AWrongTokenIsRefusedWithOneLineAndNoSecret) {
  const std::size_t lines = log_lines().size();
  const http::Response answer = ask("POST", "/b24/event", "", event("wrong-token-0123456789"));
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(metric(kPending), 0);
  const std::vector<std::string> log = log_lines();
  ASSERT_EQ(log.size(), lines + 1);
  EXPECT_NE(log.back().find("event refused: event.denied, event ONTASKUPDATE, portal " + portal.member_id()),
            std::string::npos);
  for (const char* secret : {"wrong-token", "stolen-access"}) {
    EXPECT_EQ(log.back().find(secret), std::string::npos) << log.back();
  }
}

TEST_F(WayOfAnEvent, NoSecretIsLoggedOnTheWholeWay) {
  secrets.push_back(std::string(control("app", {{"client_id", kApp}}).at("application_token").as_string()));
  control("tokens", {{"expire", true}});
  rename(task_, "После обновления токенов");
  ASSERT_TRUE(card_appears(session_, revision_, "После обновления токенов"));
  fault("html200", 3);
  rename(task_, "После ошибки портала");
  ASSERT_TRUE(card_appears(session_, revision_, "После ошибки портала"));
  session(kAdministrator);
  EXPECT_EQ(ask("POST", "/b24/event", "", "event=ONTASKUPDATE&auth[access_token]=stolen-access").status, 400);
  EXPECT_EQ(ask("GET", "/api/board", "group=77", "", "stolen-access").status, 401);
  secrets.emplace_back("stolen-access");

  ASSERT_GE(secrets.size(), 8u);
  const std::vector<std::string> log = log_lines();
  ASSERT_FALSE(log.empty());
  for (const std::string& line : log) {
    for (const std::string& secret : secrets) {
      EXPECT_EQ(line.find(secret), std::string::npos) << line;
    }
  }
}

class BadPortal : public WayOfAnEvent, public testing::WithParamInterface<const char*> {};

TEST_P(BadPortal, LeavesTheInboxIntactAndTheCardArrivesLater) {
  const int before = requests_made();
  fault(GetParam(), 1'000'000);
  rename(task_, "Изменение, которое не должно пропасть");
  ASSERT_TRUE(eventually([&] { return requests_made() >= before + 3; }));  // a whole reading has failed
  EXPECT_EQ(card(board(session_), "Изменение, которое не должно пропасть"), nullptr);
  EXPECT_EQ(metric(kPending), 1);
  control("faults", {{"clear", true}});
  EXPECT_TRUE(card_appears(session_, revision_, "Изменение, которое не должно пропасть"));
  EXPECT_TRUE(eventually([&] { return metric(kPending) == 0; }));
}

INSTANTIATE_TEST_SUITE_P(Answers, BadPortal,
                         testing::Values("html", "html200", "empty", "half", "garbage", "503", "500"),
                         [](const auto& kind) { return "A" + std::string(kind.param); });

}  // namespace
}  // namespace sd::test
