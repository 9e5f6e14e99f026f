// A portal that gives nobody access or does not answer: the spare administrator, and when it is asked again.
#include "tests/unit/portal/caller_world.h"

namespace sd::portal {
namespace {

using namespace std::chrono_literals;
using test::wire;
using test::wire_fault;

class CallerIllness : public CallerWorld {};

TEST_F(CallerIllness, UsesTheSpareAdministratorWhenTheFirstHasLostAccess) {
  wire_.then(wire(401, kExpired));
  wire_.then(wire(400, R"({"error":"invalid_grant","error_description":"used"})"));
  wire_.then(wire(200, kGood));
  ASSERT_TRUE(read(admin_));
  EXPECT_EQ(wire_.requests().at(2).body, R"({"auth":"access-2"})");
}

TEST_F(CallerIllness, DoesNotUseTheSpareForOtherFailures) {
  wire_.then(wire(403, R"({"error":"insufficient_scope"})"));
  EXPECT_EQ(read(admin_).error().code, "portal.scope");
  EXPECT_EQ(wire_.requests().size(), 1u);
}

TEST_F(CallerIllness, AsksTheSpareFirstAsLongAsItServes) {
  wire_.then(wire(403, R"({"error":"user_access_error"})"));
  wire_.then(wire(200, kGood));
  wire_.then(wire(200, kGood));
  ASSERT_TRUE(read(admin_));
  ASSERT_TRUE(read(admin_));
  EXPECT_EQ(wire_.requests().at(2).body, R"({"auth":"access-2"})");
  EXPECT_EQ(caller_.conditions().of(portal_).acting, UserId{2});
  EXPECT_EQ(caller_.conditions().of(portal_).spare_since, clock_.now());
  EXPECT_FALSE(caller_.conditions().of(portal_).ill());

  wire_.then(wire(403, R"({"error":"user_access_error"})"));
  wire_.then(wire(200, kGood));
  ASSERT_TRUE(read(admin_));
  EXPECT_EQ(wire_.requests().at(4).body, R"({"auth":"access-1"})");
  EXPECT_FALSE(caller_.conditions().of(portal_).spare_since);
}

TEST_F(CallerIllness, IsIllWhenNoAdministratorsAccessIsLeft) {
  wire_.always([](const WireRequest& request) -> Result<WireAnswer> {
    if (request.url.find("auth.test") != std::string::npos) return wire(400, R"({"error":"invalid_grant"})");
    return wire(401, R"({"error":"invalid_token"})");
  });
  EXPECT_EQ(read(admin_).error().code, "portal.auth");
  EXPECT_EQ(caller_.conditions().of(portal_).reason, "portal.auth");
  const std::size_t asked = wire_.requests().size();
  EXPECT_EQ(read(admin_).error().code, "portal.paused");
  EXPECT_EQ(wire_.requests().size(), asked);
  // A dead refresh token is remembered: nothing is sent with what the portal has refused for good.
  clock_.advance(1h);
  EXPECT_EQ(read(admin_).error().code, "portal.auth");
  EXPECT_EQ(wire_.requests().size(), asked);
  // An administrator has opened the application.
  put_tokens(1, "again");
  wire_.always(always(kGood));
  ASSERT_TRUE(caller_.call_with(portal_, Secret("again"), {"profile"}));
  ASSERT_TRUE(read(admin_));
  EXPECT_FALSE(caller_.conditions().of(portal_).ill());
}

TEST_F(CallerIllness, TellsAnEndedLicenceFromOneRefusedRequest) {
  wire_.always([](const WireRequest&) -> Result<WireAnswer> {
    return wire(403, R"({"error":"ACCESS_DENIED","error_description":"REST is not in this plan"})");
  });
  EXPECT_EQ(caller_.call(admin_, {"tasks.task.list"}).error(),
            (Error{ErrorKind::kUnavailable, "portal.licence", "REST is not in this plan"}));
  EXPECT_EQ(caller_.conditions().of(portal_).reason, "portal.licence");
  EXPECT_EQ(wire_.requests().at(1).url, "https://portal.test/rest/profile");
}

TEST_F(CallerIllness, OneRefusedRequestIsNoIllness) {
  wire_.then(wire(403, R"({"error":"ACCESS_DENIED"})"));
  wire_.then(wire(200, kGood));
  EXPECT_EQ(caller_.call(admin_, {"crm.item.list"}).error().code, "portal.denied");
  EXPECT_FALSE(caller_.conditions().of(portal_).ill());
}

TEST_F(CallerIllness, BackgroundWorkLeavesAnIllPortalAloneAndOneCallAsksAgain) {
  for (int i = 0; i < 3; ++i) wire_.then(wire_fault("wire.connect"));
  EXPECT_EQ(read(admin_).error().code, "portal.unreachable");
  EXPECT_EQ(read(admin_).error().code, "portal.paused");
  EXPECT_EQ(read(admin_).error().kind, ErrorKind::kUnavailable);
  EXPECT_EQ(wire_.requests().size(), 3u);

  clock_.set(caller_.conditions().ready_at(portal_));
  wire_.then(wire_fault("wire.connect"));  // once: no repetitions while it is ill
  EXPECT_EQ(read(admin_).error().code, "portal.unreachable");
  EXPECT_EQ(wire_.requests().size(), 4u);
  EXPECT_EQ(read(admin_).error().code, "portal.paused");

  clock_.set(caller_.conditions().ready_at(portal_));
  wire_.always(always(kGood));
  ASSERT_TRUE(read(admin_));
  ASSERT_TRUE(read(admin_));
}

TEST_F(CallerIllness, APersonsClickReachesAnIllPortalOnceAndSoon) {
  for (int i = 0; i < 3; ++i) wire_.then(wire_fault("wire.connect"));
  EXPECT_EQ(read(admin_).error().code, "portal.unreachable");
  const std::size_t pauses = sleeper_.spans().size();
  wire_.then(wire_fault("wire.deadline"));
  EXPECT_EQ(read(agent_).error().code, "portal.unreachable");
  EXPECT_EQ(wire_.requests().size(), 4u);
  EXPECT_EQ(wire_.requests().back().deadline, 8s);
  EXPECT_EQ(sleeper_.spans().size(), pauses);
  // A click that is answered lets background work ask at once.
  wire_.always(always(kGood));
  ASSERT_TRUE(read(agent_));
  ASSERT_TRUE(read(admin_));
}

TEST_F(CallerIllness, AReadOfAnIllPortalWhoseConnectionBrokeOffIsAskedOnceMoreAtOnce) {
  for (int i = 0; i < 3; ++i) wire_.then(wire_fault("wire.connect"));
  EXPECT_EQ(read(admin_).error().code, "portal.unreachable");
  const std::size_t pauses = sleeper_.spans().size();
  wire_.then(wire_fault("wire.lost"));  // a connection kept from before the portal was started anew
  wire_.then(wire(200, kGood));
  EXPECT_TRUE(read(agent_));
  EXPECT_EQ(wire_.requests().size(), 5u);
  for (int i = 0; i < 2; ++i) wire_.then(wire_fault("wire.lost"));
  EXPECT_EQ(read(agent_).error().code, "portal.unreachable");
  EXPECT_EQ(wire_.requests().size(), 7u);
  EXPECT_EQ(sleeper_.spans().size(), pauses);
  wire_.then(wire_fault("wire.lost"));
  EXPECT_EQ(write(agent_).error().code, "portal.lost");
  EXPECT_EQ(wire_.requests().size(), 8u);
}

}  // namespace
}  // namespace sd::portal
