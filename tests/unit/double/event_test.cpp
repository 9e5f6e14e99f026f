#include "tests/unit/double/double_fixture.h"

namespace sd::portal_double {
namespace {

TEST_F(DoubleTest, DeliversNothingBeforeTheInstallationIsFinished) {
  control("app", {{"client_id", "local.1"}, {"reinstall", true}});
  result(1, "event.bind", {{"event", "onTaskAdd"}, {"handler", "http://ext.example/e"}});
  new_task();
  EXPECT_TRUE(deliveries_.empty());
  control("install_finish", {{"client_id", "local.1"}});
  new_task();
  EXPECT_EQ(deliveries_.size(), 1U);
}

TEST_F(DoubleTest, PostsAnOnlineEventAsTheDocumentedForm) {
  result(1, "event.bind", {{"event", "ONTASKADD"}, {"handler", "http://ext.example/e"}});
  const std::int64_t task = new_task();
  ASSERT_EQ(deliveries_.size(), 1U);
  EXPECT_EQ(deliveries_[0].url, "http://ext.example/e");
  const json::object form = read_query(deliveries_[0].form);
  EXPECT_EQ(form.at("event"), "ONTASKADD");
  EXPECT_EQ(form.at("data").at("FIELDS_BEFORE"), "undefined");
  EXPECT_EQ(text(form.at("data").at("FIELDS_AFTER").at("ID")), std::to_string(task));
  EXPECT_EQ(form.at("auth").at("user_id"), "14");
  EXPECT_EQ(text(form.at("auth").at("member_id")), double_.member_id());
  EXPECT_FALSE(form.at("auth").as_object().contains("refresh_token"));
  EXPECT_EQ(post("/rest/profile", {{"auth", form.at("auth").at("access_token")}}).at("result").at("ID"),
            "14");
}

TEST_F(DoubleTest, SendsOnAppInstallToAnApiOnlyApplication) {
  control("app", {{"client_id", "local.2"},
                  {"client_secret", "s"},
                  {"install", "http://ext.example/i"},
                  {"api_only", true},
                  {"scopes", json::array{"task"}}});
  ASSERT_EQ(deliveries_.size(), 1U);
  const json::object form = read_query(deliveries_[0].form);
  EXPECT_EQ(form.at("event"), "ONAPPINSTALL");
  EXPECT_EQ(form.at("data").at("INSTALLED"), "Y");
  EXPECT_TRUE(form.at("auth").as_object().contains("refresh_token"));
  EXPECT_EQ(text(form.at("auth").at("application_token")).size(), 32U);
}

TEST_F(DoubleTest, UninstallCarriesNoTokens) {
  result(1, "event.bind", {{"event", "ONAPPUNINSTALL"}, {"handler", "http://ext.example/u"}});
  control("app/uninstall", {{"client_id", "local.1"}, {"clean", 1}});
  ASSERT_EQ(deliveries_.size(), 1U);
  const json::object form = read_query(deliveries_[0].form);
  EXPECT_EQ(form.at("data").at("CLEAN"), "1");
  EXPECT_FALSE(form.at("auth").as_object().contains("access_token"));
}

TEST_F(DoubleTest, RefusesADoubleBindingAndASessionsBinding) {
  const json::object bind{{"event", "ONTASKADD"}, {"handler", "http://ext.example/e"}};
  EXPECT_EQ(result(1, "event.bind", bind), true);
  EXPECT_EQ(error(1, "event.bind", bind), "ERROR_CORE");
  EXPECT_EQ(error(1, "event.bind", {{"event", "ONNOTHING"}, {"handler", "http://e/"}}),
            "ERROR_EVENT_NOT_FOUND");
  EXPECT_EQ(error(15, "event.bind", {{"event", "ONTASKADD"}, {"event_type", "offline"}}), "ACCESS_DENIED");
  const json::value hook = control("webhook", {{"user", 1}});
  const std::string url = text(hook.at("url")).substr(std::string("http://portal.example").size());
  EXPECT_EQ(post(url + "event.bind", bind).at("error"), "WRONG_AUTH_TYPE");
  EXPECT_TRUE(post(url + "profile", {}).contains("result"));
  EXPECT_EQ(result(1, "event.unbind", bind).at("count"), 1);
}

class OfflineTest : public DoubleTest {
 protected:
  OfflineTest() {
    result(1, "event.bind", {{"event", "ONTASKUPDATE"}, {"event_type", "offline"}});
    result(1, "event.bind", {{"event", "ONTASKADD"}, {"event_type", "offline"}});
  }
  void change(std::int64_t task, const char* title) {
    act(14, "tasks.task.update", {{"taskId", task}, {"fields", {{"TITLE", title}}}});
  }
  json::array list() { return result(1, "event.offline.list").as_array(); }
};

TEST_F(OfflineTest, CoalescesChangesOfOneTaskUntilTheyAreReserved) {
  const std::int64_t task = new_task();
  change(task, "a");
  double_.advance(Millis{5'000});
  change(task, "b");
  ASSERT_EQ(list().size(), 2U);  // the addition and one change
  const json::value taken = result(1, "event.offline.get", {{"clear", 0}, {"limit", 200}});
  EXPECT_EQ(taken.at("events").as_array().size(), 2U);
  EXPECT_EQ(taken.at("events").at(1).at("EVENT_DATA").at("FIELDS_AFTER").at("ID").as_int64(), task);
  EXPECT_EQ(taken.at("events").at(1).at("EVENT_ADDITIONAL").at("user_id"), "14");
  change(task, "c");
  EXPECT_EQ(list().size(), 3U);
}

TEST_F(OfflineTest, GivesConcurrentReadersDisjointRowsAndRereadsAProcess) {
  new_task();
  new_task();
  const json::value first = result(1, "event.offline.get", {{"clear", 0}, {"limit", 1}});
  const json::value second = result(1, "event.offline.get", {{"clear", 0}});
  EXPECT_NE(first.at("events").at(0).at("ID"), second.at("events").at(0).at("ID"));
  const json::value again =
      result(1, "event.offline.get", {{"clear", 0}, {"process_id", first.at("process_id")}});
  EXPECT_EQ(again.at("events"), first.at("events"));
  result(1, "event.offline.clear", {{"process_id", first.at("process_id")}});
  EXPECT_EQ(list().size(), 1U);
}

TEST_F(OfflineTest, ClearsByDefaultAndGivesFailedRowsOnlyWhenAsked) {
  new_task();
  const json::value taken = result(1, "event.offline.get", {{"clear", 0}});
  result(1, "event.offline.error", {{"process_id", taken.at("process_id")}});
  EXPECT_TRUE(result(1, "event.offline.get", {{"clear", 0}}).at("events").as_array().empty());
  EXPECT_EQ(result(1, "event.offline.get", {{"error", 1}}).at("events").as_array().size(), 1U);
  EXPECT_TRUE(list().empty());
}

TEST_F(OfflineTest, ClearingOfAProcessByReadingTakesTheWholeBatchWhateverTheLimit) {
  new_task();
  new_task();
  const json::value taken = result(1, "event.offline.get", {{"clear", 0}});
  EXPECT_EQ(result(1, "event.offline.get", {{"process_id", taken.at("process_id")}, {"limit", 1}})
                .at("events")
                .as_array()
                .size(),
            1U);
  EXPECT_TRUE(list().empty());
  EXPECT_EQ(error(1, "event.offline.get", {{"limit", 0}}), "ERROR_ARGUMENT");
}

TEST_F(OfflineTest, ClearsTheNamedMessagesOfAProcessOnly) {
  new_task();
  new_task();
  const json::value taken = result(1, "event.offline.get", {{"clear", 0}});
  const json::value first = taken.at("events").at(0).at("MESSAGE_ID");
  result(1, "event.offline.clear", {{"process_id", "another"}, {"message_id", json::array{first}}});
  EXPECT_EQ(list().size(), 2U);
  result(1, "event.offline.clear",
         {{"process_id", taken.at("process_id")}, {"message_id", json::array{first}}});
  ASSERT_EQ(list().size(), 1U);
  EXPECT_EQ(list().at(0).at("MESSAGE_ID"), taken.at("events").at(1).at("MESSAGE_ID"));
  EXPECT_EQ(error(1, "event.offline.clear"), "ERROR_ARGUMENT");
}

TEST_F(OfflineTest, ListsReservedRowsByAFilterThatIsNotANegation) {
  new_task();
  const json::value taken = result(1, "event.offline.get", {{"clear", 0}});
  new_task();
  const json::value reserved = result(1, "event.offline.list", {{"filter", {{">PROCESS_ID", ""}}}});
  ASSERT_EQ(reserved.as_array().size(), 1U);
  EXPECT_EQ(reserved.at(0).at("PROCESS_ID"), taken.at("process_id"));
  EXPECT_EQ(error(1, "event.offline.list", {{"filter", {{"!PROCESS_ID", ""}}}}), "ERROR_ARGUMENT");
  EXPECT_EQ(error(1, "event.offline.get", {{"filter", {{"PROCESS_ID", "x"}}}}), "ERROR_ARGUMENT");
}

TEST_F(OfflineTest, GivesAChangedRowANewTimeAndAReservedOneACompanion) {
  const std::int64_t task = new_task();
  result(1, "event.offline.get");
  change(task, "a");
  const json::value before = list().at(0);
  double_.advance(Millis{5'000});
  change(task, "b");
  ASSERT_EQ(list().size(), 1U);
  EXPECT_EQ(list().at(0).at("ID"), before.at("ID"));
  EXPECT_NE(list().at(0).at("TIMESTAMP_X"), before.at("TIMESTAMP_X"));
  result(1, "event.offline.get", {{"clear", 0}});
  change(task, "c");
  ASSERT_EQ(list().size(), 2U);
  EXPECT_EQ(list().at(1).at("MESSAGE_ID"), before.at("MESSAGE_ID"));
}

TEST_F(OfflineTest, HidesLaterChangesOfAFailedRowBehindItsMark) {
  const std::int64_t task = new_task();
  result(1, "event.offline.get");
  change(task, "a");
  const json::value taken = result(1, "event.offline.get", {{"clear", 0}});
  result(1, "event.offline.error", {{"process_id", taken.at("process_id")}});
  change(task, "b");
  EXPECT_TRUE(result(1, "event.offline.get", {{"clear", 0}}).at("events").as_array().empty());
  EXPECT_EQ(result(1, "event.offline.get", {{"error", 1}}).at("events").as_array().size(), 1U);
}

TEST_F(OfflineTest, DropsRowsReservedAMonthAgo) {
  new_task();
  result(1, "event.offline.get", {{"clear", 0}});
  clock_.advance(Millis{29LL * 24 * 3'600'000});
  EXPECT_EQ(list().size(), 1U);
  clock_.advance(Millis{2LL * 24 * 3'600'000});
  EXPECT_TRUE(list().empty());
}

TEST_F(OfflineTest, RefusesToReserveWithoutTheLicence) {
  EXPECT_EQ(result(1, "feature.get", {{"CODE", "rest_offline_extended"}}).at("value"), "Y");
  control("settings", {{"offline_extended", false}});
  new_task();
  EXPECT_EQ(result(1, "feature.get", {{"CODE", "rest_offline_extended"}}).at("value"), "N");
  EXPECT_EQ(error(1, "event.offline.get", {{"clear", 0}}), "WRONG_LICENSE");
  EXPECT_EQ(error(15, "event.offline.get"), "ACCESS_DENIED");
  EXPECT_EQ(result(1, "event.offline.get").at("events").as_array().size(), 1U);
  EXPECT_TRUE(list().empty());
}

TEST_F(OfflineTest, LeavesOutTheApplicationsOwnWrites) {
  const std::int64_t task = new_task();
  result(1, "event.offline.get");
  result(14, "tasks.task.update", {{"taskId", task}, {"fields", {{"TITLE", "own"}}}});
  EXPECT_TRUE(list().empty());
  result(14, "tasks.task.update",
         {{"taskId", task}, {"fields", {{"TITLE", "other"}}}, {"auth_connector", "import"}});
  EXPECT_EQ(list().size(), 1U);
}

TEST_F(OfflineTest, WakesTheApplicationNotMoreOftenThanItAskedFor) {
  result(
      1, "event.bind",
      {{"event", "ONOFFLINEEVENT"}, {"handler", "http://ext.example/w"}, {"options", {{"minTimeout", 5}}}});
  new_task();
  new_task();
  ASSERT_EQ(deliveries_.size(), 1U);
  EXPECT_TRUE(read_query(deliveries_[0].form).at("auth").as_object().contains("refresh_token"));
  double_.tick();
  EXPECT_EQ(deliveries_.size(), 1U);
  clock_.advance(Millis{5'000});
  double_.tick();
  EXPECT_EQ(deliveries_.size(), 2U);
}

TEST_F(DoubleTest, CommentsRaiseChatEventsInTheNewCardAndForumEventsInTheOld) {
  result(1, "event.bind", {{"event", "ONTASKCOMMENTADD"}, {"handler", "http://ext.example/e"}});
  const std::int64_t task = new_task();
  act(14, "task.commentitem.add", {{"TASKID", task}, {"FIELDS", {{"POST_MESSAGE", "hi"}}}});
  EXPECT_EQ(read_query(deliveries_.at(0).form).at("data").at("FIELDS_AFTER").at("ID"), "0");
  control("settings", {{"chat_card", false}});
  act(14, "task.commentitem.add", {{"TASKID", task}, {"FIELDS", {{"POST_MESSAGE", "hi"}}}});
  EXPECT_FALSE(
      read_query(deliveries_.at(1).form).at("data").at("FIELDS_AFTER").as_object().contains("MESSAGE_ID"));
}

TEST_F(DoubleTest, OpensAFrameAsThePortalPageWould) {
  result(1, "placement.bind",
         {{"PLACEMENT", "SONET_GROUP_DETAIL_TAB"},
          {"HANDLER", "http://ext.example/b24/app"},
          {"LANG_ALL", {{"ru", {{"TITLE", "Сервис-деск"}}}}}});
  const json::value frame = control(
      "frame", {{"user", 15}, {"placement", "SONET_GROUP_DETAIL_TAB"}, {"options", {{"GROUP_ID", 77}}}});
  EXPECT_TRUE(
      text(frame.at("url"))
          .starts_with("http://ext.example/b24/app?DOMAIN=portal.example&PROTOCOL=0&LANG=ru&APP_SID="));
  EXPECT_EQ(frame.at("fields").at("PLACEMENT_OPTIONS"),
            R"({"GROUP_ID":"77","URI":"\/workgroups\/group\/77\/"})");
  EXPECT_EQ(post("/rest/profile", {{"auth", frame.at("fields").at("AUTH_ID")}}).at("result").at("ID"), "15");
  const json::value init =
      control("bridge", {{"app_sid", frame.at("app_sid")}, {"command", "getInitData"}}).at("reply");
  EXPECT_EQ(init.at("PLACEMENT_OPTIONS").at("GROUP_ID"), "77");
  EXPECT_FALSE(init.at("IS_ADMIN").as_bool());
  EXPECT_EQ(control("placements", {{"user", 15}, {"context", "group"}}).at(0).at("title"), "Сервис-деск");
  EXPECT_EQ(error(1, "placement.bind", {{"PLACEMENT", "NOWHERE"}, {"HANDLER", "http://e/"}}),
            "ERROR_PLACEMENT_NOT_FOUND");
}

}  // namespace
}  // namespace sd::portal_double
