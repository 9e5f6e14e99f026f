#include "extension/portal/portal_admin_rest.h"

#include "tests/unit/portal/portal_world.h"

namespace sd::portal {
namespace {

using test::wire;

class PortalAdminRestTest : public PortalWorld {
 protected:
  const EventBinding online_{"ONTASKUPDATE", "https://ext.test/b24/event", false, std::nullopt};
};

TEST_F(PortalAdminRestTest, GuardsByTheAuthorisationServerOnly) {
  wire_.then(wire(
      200,
      R"({"result":{"ID":"1","CODE":"local.app","VERSION":"1","STATUS":"L","INSTALLED":false,"LICENSE":"ru_selfhosted"}})"));
  const auto info = admin_rest_.app_guard("https://auth.test/whatever/", Secret("T"));
  ASSERT_TRUE(info);
  EXPECT_EQ(info->code, "local.app");
  EXPECT_FALSE(info->installed);
  EXPECT_EQ(wire_.requests().at(0).url, "https://auth.test/rest/app.info");
  EXPECT_EQ(wire_.requests().at(0).body, "auth=T");
  EXPECT_EQ(admin_rest_.app_guard("https://evil.test/rest/", Secret("T")).error().code, "portal.auth_server");
}

TEST_F(PortalAdminRestTest, VerifiesAVisitorAtTheKnownAddress) {
  wire_.then(
      wire(200, R"({"result":{"result":{"profile":{"ID":"17","ADMIN":true,"NAME":"Anna","LAST_NAME":"B"},
                          "user":{"ID":"17","USER_TYPE":"extranet"}},"result_error":[]}})"));
  const auto profile = admin_rest_.verify(portal_, Secret("page-token"));
  ASSERT_TRUE(profile) << profile.error().detail;
  EXPECT_EQ(profile->user, UserId{17});
  EXPECT_EQ(profile->name, "Anna B");
  EXPECT_TRUE(profile->admin);
  EXPECT_EQ(profile->external, true);
  EXPECT_EQ(wire_.requests().at(0).url, "https://portal.test/rest/batch");
  EXPECT_NE(wire_.requests().at(0).body.find(R"("auth":"page-token")"), std::string::npos);
}

TEST_F(PortalAdminRestTest, KnowsNotTheKindOfAVisitorWithoutTheScope) {
  wire_.then(wire(200, R"({"result":{"result":{"profile":{"ID":"17","ADMIN":false,"NAME":"A"}},
                          "result_error":{"user":{"error":"insufficient_scope"}}}})"));
  const auto profile = admin_rest_.verify(portal_, Secret("page-token"));
  ASSERT_TRUE(profile);
  EXPECT_FALSE(profile->admin);
  EXPECT_FALSE(profile->external);
}

TEST_F(PortalAdminRestTest, RefusesAForgedTokenWithoutRefreshingAnything) {
  wire_.then(wire(401, R"({"error":"invalid_token"})"));
  EXPECT_EQ(admin_rest_.verify(portal_, Secret("forged")).error().code, "portal.auth");
  wire_.then(wire(200, R"({"result":{"result":{"profile":[],"user":[]},"result_error":[]}})"));
  EXPECT_EQ(admin_rest_.verify(portal_, Secret("dismissed")).error().code, "portal.denied");
  EXPECT_EQ(wire_.requests().size(), 2u);
}

TEST_F(PortalAdminRestTest, TakesTheAddressOverThatTheAuthorisationServerNames) {
  wire_.then(wire(200, new_tokens(1, "A", "new.test", "m2")));
  EXPECT_EQ(admin_rest_.follow(portal_, Secret("R")).error().code, "portal.auth");
  EXPECT_EQ(directory_.find(portal_)->client_endpoint, "https://portal.test/rest/");
  wire_.then(wire(200, new_tokens(1, "A", "new.test")));
  const auto tokens = admin_rest_.follow(portal_, Secret("R"));
  ASSERT_TRUE(tokens);
  EXPECT_EQ(tokens->access.reveal(), "A");
  EXPECT_EQ(directory_.find(portal_)->client_endpoint, "https://new.test/rest/");
  EXPECT_EQ(wire_.requests().at(1).url, "https://auth.test/oauth/token/");
}

TEST_F(PortalAdminRestTest, ListsEvents) {
  wire_.then(wire(
      200,
      R"({"result":[{"event":"ONTASKUPDATE","handler":"https://ext.test/b24/event","auth_type":"0","offline":0},
                                     {"event":"ONTASKUPDATE","connector_id":"","auth_type":"0","offline":1}]})"));
  const auto events = admin_rest_.events(admin_);
  ASSERT_TRUE(events);
  ASSERT_EQ(events->size(), 2u);
  EXPECT_EQ((*events)[0], online_);
  EXPECT_TRUE((*events)[1].offline);
}

TEST_F(PortalAdminRestTest, BindsAnEventThatStandsAlready) {
  wire_.then(wire(400, R"({"error":"ERROR_CORE","error_description":"Unable to set event handler: "})"));
  wire_.then(wire(
      200, R"({"result":[{"event":"ONTASKUPDATE","handler":"https://ext.test/b24/event","offline":0}]})"));
  EXPECT_TRUE(admin_rest_.bind_event(admin_, online_));
}

TEST_F(PortalAdminRestTest, SaysWhyAnEventCannotBeBound) {
  wire_.then(wire(400, R"({"error":"ERROR_EVENT_NOT_FOUND","error_description":"Event not found"})"));
  wire_.then(wire(200, R"({"result":[]})"));
  EXPECT_EQ(admin_rest_.bind_event(admin_, online_).error().detail, "Event not found");
  wire_.then(wire(200, R"({"result":false})"));
  wire_.then(wire(200, R"({"result":[]})"));
  EXPECT_EQ(admin_rest_.bind_event(admin_, online_).error().code, "portal.refused");
}

TEST_F(PortalAdminRestTest, BindsOfflineAndWakeUpEvents) {
  wire_.then(wire(200, R"({"result":true})"));
  ASSERT_TRUE(admin_rest_.bind_event(admin_, {"ONTASKUPDATE", "", true, std::nullopt}));
  EXPECT_EQ(wire_.requests().at(0).body,
            R"({"event":"ONTASKUPDATE","event_type":"offline","auth":"access-1"})");
  wire_.then(wire(200, R"({"result":true})"));
  ASSERT_TRUE(admin_rest_.bind_event(admin_, {"ONOFFLINEEVENT", "https://ext.test/e", false, 5}));
  EXPECT_EQ(
      wire_.requests().at(1).body,
      R"({"event":"ONOFFLINEEVENT","handler":"https://ext.test/e","options":{"minTimeout":5},"auth":"access-1"})");
}

TEST_F(PortalAdminRestTest, CountsWhatIsUnbound) {
  wire_.then(wire(200, R"({"result":{"count":1}})"));
  EXPECT_EQ(*admin_rest_.unbind_event(admin_, online_), 1);
  wire_.then(wire(200, R"({"result":{"count":2}})"));
  EXPECT_EQ(*admin_rest_.unbind_placement(admin_, "LEFT_MENU", ""), 2);
}

TEST_F(PortalAdminRestTest, BindsAPlacementOnce) {
  const PlacementBinding binding{
      "SONET_GROUP_DETAIL_TAB", "https://ext.test/b24/app", {{"en", "Desk"}, {"ru", "Деск"}}, {}};
  wire_.then(wire(200, R"({"result":true})"));
  ASSERT_TRUE(admin_rest_.bind_placement(admin_, binding));
  EXPECT_NE(wire_.requests().at(0).body.find(
                R"("LANG_ALL":{"en":{"TITLE":"Desk","DESCRIPTION":""},"ru":{"TITLE":"Деск")"),
            std::string::npos);
  wire_.then(wire(200, R"({"error":"ERROR_CORE","error_description":"Handler already binded"})"));
  wire_.then(wire(
      200,
      R"({"result":[{"placement":"SONET_GROUP_DETAIL_TAB","userId":0,"handler":"https://ext.test/b24/app","options":[],
      "langAll":{"en":{"TITLE":"Desk","DESCRIPTION":""}}}]})"));
  EXPECT_TRUE(admin_rest_.bind_placement(admin_, binding));
  wire_.then(wire(200, R"({"error":"ERROR_PLACEMENT_MAX_COUNT","error_description":"too many"})"));
  wire_.then(wire(200, R"({"result":[]})"));
  EXPECT_EQ(admin_rest_.bind_placement(admin_, binding).error().detail, "too many");
}

TEST_F(PortalAdminRestTest, AddsAFieldWithArgumentsInTheirOrder) {
  TaskField field;
  field.name = "UF_SD_ESTIMATE";
  field.user_type = "double";
  field.xml_id = "SD_ESTIMATE";
  field.sort = 930;
  field.labels = {{"en", "Estimate"}, {"ru", "Оценка"}};
  field.settings = {{"PRECISION", "2"}};
  wire_.then(wire(200, R"({"result":1325})"));
  EXPECT_EQ(*admin_rest_.add_task_field(admin_, field), 1325);
  EXPECT_EQ(
      wire_.requests().at(0).body,
      R"({"PARAMS":{"USER_TYPE_ID":"double","FIELD_NAME":"UF_SD_ESTIMATE","XML_ID":"SD_ESTIMATE","LABEL":"Estimate",)"
      R"("EDIT_FORM_LABEL":{"en":"Estimate","ru":"Оценка"},"SORT":930,"MANDATORY":"N","SETTINGS":{"PRECISION":"2"},)"
      R"("MULTIPLE":"N"},"auth":"access-1"})");
}

TEST_F(PortalAdminRestTest, FindsAFieldThatStandsAlready) {
  TaskField field;
  field.name = "UF_SD_TYPE";
  wire_.then(wire(
      400,
      R"({"error":"ERROR_CORE","error_description":"The field UF_SD_TYPE for the object TASKS_TASK already exists."})"));
  wire_.then(wire(200, R"({"result":[{"ID":"5","FIELD_NAME":"UF_CRM_TASK","USER_TYPE_ID":"crm","SETTINGS":[]},
      {"ID":"77","FIELD_NAME":"UF_SD_TYPE","USER_TYPE_ID":"string","SORT":"910","MANDATORY":"N","MULTIPLE":"N","XML_ID":null,"SETTINGS":{"SIZE":40}}],"total":0})"));
  EXPECT_EQ(*admin_rest_.add_task_field(admin_, field), 77);
  EXPECT_NE(wire_.requests().at(1).body.find(R"({"ORDER":{"SORT":"ASC"},"FILTER":[],"auth":)"),
            std::string::npos);
}

TEST_F(PortalAdminRestTest, UpdatesAField) {
  TaskField field;
  field.id = 77;
  field.sort = 5;
  wire_.then(wire(200, R"({"result":true})"));
  ASSERT_TRUE(admin_rest_.update_task_field(admin_, field));
  EXPECT_EQ(wire_.requests().at(0).body, R"({"ID":77,"DATA":{"SORT":5,"MANDATORY":"N"},"auth":"access-1"})");
}

TEST_F(PortalAdminRestTest, AsksScopesFeaturesAndTheTime) {
  wire_.then(wire(200, R"({"result":["task","crm"]})"));
  EXPECT_EQ(*admin_rest_.scopes(admin_), (std::vector<std::string>{"task", "crm"}));
  wire_.then(wire(200, R"({"result":{"value":"Y"}})"));
  EXPECT_TRUE(*admin_rest_.feature(admin_, "rest_offline_extended"));
  wire_.then(wire(200, R"({"result":"2026-01-02T10:00:00+03:00"})"));
  EXPECT_EQ(*admin_rest_.server_time(admin_), from_ms(1767337200000));
  wire_.then(wire(200, R"({"result":"noon"})"));
  EXPECT_EQ(admin_rest_.server_time(admin_).error().code, "portal.shape");
  wire_.then(wire(200, R"({"result":{"scope":1}})"));
  EXPECT_EQ(admin_rest_.scopes(admin_).error().code, "portal.shape");
}

}  // namespace
}  // namespace sd::portal
