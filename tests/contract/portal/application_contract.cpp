// What the application is to the portal: visitors, tokens, scopes, events, places and fields.
#include "extension/portal/json_reading.h"
#include "tests/contract/portal/portal_contract.h"

namespace sd::portal {
namespace {

TEST_P(PortalContract, VerifiesVisitorsByTheirTokens) {
  const std::int64_t client =
      someone("extranet", true) ? someone("extranet", true) : someone("extranet", false);
  const auto token = [](const json::object& fields) { return Secret(to_text(fields.at("AUTH_ID"))); };
  const auto admin = installer_->verify(portal_, token(visit(1)));
  ASSERT_TRUE(admin) << admin.error().detail;
  EXPECT_EQ(admin->user, UserId{1});
  EXPECT_TRUE(admin->admin);
  EXPECT_EQ(admin->external, false);
  const auto guest = installer_->verify(portal_, token(visit(client)));
  ASSERT_TRUE(guest) << guest.error().detail;
  EXPECT_EQ(guest->user, UserId{client});
  EXPECT_FALSE(guest->admin);
  EXPECT_EQ(guest->external, true);
  EXPECT_EQ(installer_->verify(portal_, Secret("forged")).error().code, "portal.auth");
}

TEST_P(PortalContract, IntroducesAPortalByARefreshTokenOnce) {
  const json::object fields = visit(1);
  const std::string server = to_text(fields.at("SERVER_ENDPOINT"));
  const Claim claim{server, kApp, Secret("app-secret"), Secret(to_text(fields.at("REFRESH_ID")))};
  const auto who = installer_->introduce(claim);
  ASSERT_TRUE(who) << who.error().detail;
  EXPECT_EQ(who->member.value(), to_text(state().at("member_id")));
  EXPECT_EQ(who->user, UserId{1});
  EXPECT_EQ(origin_of(who->client_endpoint), subject_->origin());
  EXPECT_EQ(installer_->introduce(claim).error().code, "portal.auth");
  EXPECT_EQ(installer_->introduce({server, kApp, Secret("wrong"), who->tokens.refresh}).error().code,
            "portal.auth");
  const auto guard = installer_->app_guard(server, who->tokens.access);
  ASSERT_TRUE(guard) << guard.error().detail;
  EXPECT_EQ(guard->code, kApp);
  EXPECT_TRUE(guard->installed);
}

TEST_P(PortalContract, RefreshesTokensThatThePortalCallsExpired) {
  control("tokens", {{"expire", true}});
  const auto scopes = installer_->scopes(admin_);
  ASSERT_TRUE(scopes) << scopes.error().detail;
  control("tokens", {{"expire", true}});
  EXPECT_TRUE(installer_->scopes(admin_));
  EXPECT_EQ(store_.saves, 4);  // two visits, two refreshes
}

TEST_P(PortalContract, TellsScopesTimeAndTheApplication) {
  const auto scopes = installer_->scopes(admin_);
  ASSERT_TRUE(scopes) << scopes.error().detail;
  EXPECT_NE(std::find(scopes->begin(), scopes->end(), "task"), scopes->end());
  const auto info = installer_->app_info(admin_);
  ASSERT_TRUE(info) << info.error().detail;
  EXPECT_TRUE(info->installed);
  const auto time = installer_->server_time(admin_);
  ASSERT_TRUE(time) << time.error().detail;
  EXPECT_LT(std::chrono::abs(rest_->now(portal_) - *time), std::chrono::minutes{1});
  EXPECT_TRUE(installer_->feature(admin_, "rest_offline_extended"));
}

TEST_P(PortalContract, BindsEventsOnce) {
  const EventBinding online{"ONTASKUPDATE", "https://desk.example/b24/event", false, std::nullopt};
  const EventBinding offline{"ONTASKUPDATE", "", true, std::nullopt};
  for (int i = 0; i < 2; ++i) {
    const Status bound = installer_->bind_event(admin_, online);
    EXPECT_TRUE(bound) << bound.error().detail;
    const Status queued = installer_->bind_event(admin_, offline);
    EXPECT_TRUE(queued) << queued.error().detail;
  }
  const Status wake = installer_->bind_event(admin_, {"ONOFFLINEEVENT", online.handler, false, 1});
  EXPECT_TRUE(wake) << wake.error().detail;
  const auto events = installer_->events(admin_);
  ASSERT_TRUE(events) << events.error().detail;
  EXPECT_EQ(std::count(events->begin(), events->end(), online), 1);
  EXPECT_EQ(std::count(events->begin(), events->end(), offline), 1);
  EXPECT_FALSE(installer_->bind_event(admin_, {"ONNOSUCHEVENT", online.handler, false, std::nullopt}));
  EXPECT_EQ(*installer_->unbind_event(admin_, online), 1);
  EXPECT_EQ(*installer_->unbind_event(admin_, offline), 1);
  EXPECT_EQ(installer_->events(admin_)->size(), events->size() - 2);
}

TEST_P(PortalContract, BindsPlacementsOnce) {
  const PlacementBinding tab{"SONET_GROUP_DETAIL_TAB",
                             "https://desk.example/b24/app",
                             {{"en", "Desk"}, {"ru", "Сервис-деск"}},
                             {{"en", ""}, {"ru", "Доска"}}};
  for (int i = 0; i < 2; ++i) {
    const Status bound = installer_->bind_placement(admin_, tab);
    EXPECT_TRUE(bound) << bound.error().detail;
  }
  const auto placements = installer_->placements(admin_);
  ASSERT_TRUE(placements) << placements.error().detail;
  ASSERT_EQ(placements->size(), 1u);
  EXPECT_EQ(placements->front().code, tab.code);
  EXPECT_EQ(placements->front().handler, tab.handler);
  EXPECT_EQ(placements->front().titles, tab.titles);
  EXPECT_FALSE(installer_->bind_placement(admin_, {"NO_SUCH_PLACE", tab.handler, tab.titles, {}}));
  EXPECT_GE(*installer_->unbind_placement(admin_, tab.code, tab.handler), 1);
  EXPECT_TRUE(installer_->placements(admin_)->empty());
}

TEST_P(PortalContract, MakesTaskFieldsOnceAndChangesThem) {
  add_fields();
  add_fields();
  const auto fields = installer_->task_fields(admin_);
  ASSERT_TRUE(fields) << fields.error().detail;
  const auto named = [](const auto& field) { return field.name == "UF_SD_TYPE"; };
  ASSERT_EQ(std::count_if(fields->begin(), fields->end(), named), 1);
  TaskField type = *std::find_if(fields->begin(), fields->end(), named);
  EXPECT_EQ(type.user_type, "string");
  EXPECT_FALSE(type.mandatory);
  type.sort = 955;
  const Status updated = installer_->update_task_field(admin_, type);
  ASSERT_TRUE(updated) << updated.error().detail;
  const auto changed = installer_->task_fields(admin_);
  EXPECT_EQ(std::find_if(changed->begin(), changed->end(), named)->sort, 955);
}

TEST_P(PortalContract, NeedsAnAdministratorForFields) {
  const std::int64_t agent = someone("employee", true);
  visit(agent);
  TaskField field;
  field.name = "UF_SD_TYPE";
  field.user_type = "string";
  EXPECT_FALSE(installer_->add_task_field({portal_, UserId{agent}}, field));
}

}  // namespace
}  // namespace sd::portal
