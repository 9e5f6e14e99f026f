#include "tests/contract/portal/ill_contract.h"

#include <atomic>
#include <thread>

#include "extension/portal/json_reading.h"
#include "extension/portal/notices.h"

namespace sd::portal {
namespace {

using namespace std::chrono_literals;

TEST_P(IllPortal, TokenExpiredIsRefreshedOnceHoweverManyAsk) {
  control("tokens", {{"expire", true}});
  store_.saves = 0;
  std::vector<std::thread> threads;
  std::atomic<int> answered{0};
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] { answered += caller_->call(admin_, {"profile"}).has_value(); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(answered, 4);
  EXPECT_EQ(store_.saves, 1);
  EXPECT_FALSE(condition().ill());
}

TEST_P(IllPortal, TokenRevokedTheSpareAdministratorTakesOver) {
  ASSERT_EQ(ask_code(admin_), "");
  control("tokens", {{"revoke", 1}});
  EXPECT_EQ(ask_code(admin_), "");
  EXPECT_FALSE(condition().ill());
  EXPECT_EQ(condition().acting, UserId{2});
  EXPECT_TRUE(condition().spare_since);
  EXPECT_EQ(ask_code(admin_), "");
}

TEST_P(IllPortal, TheSpareAdministratorIsToldInThePortal) {
  ASSERT_TRUE(notify(*caller_, admin_, UserId{2}, "first", "SERVICEDESK|ACCESS"));
  ASSERT_TRUE(notify(*caller_, admin_, UserId{2}, "your access serves", "SERVICEDESK|ACCESS"));
  const auto notices = control("notices", {});
  ASSERT_EQ(notices.as_array().size(), 1u) << "the same tag replaces";
  const RowReader row(notices.as_array().front(), "notice");
  EXPECT_EQ(row.text("message"), "your access serves");
  EXPECT_EQ(row.text("user"), "2");
}

TEST_P(IllPortal, AdministratorDismissedTheSpareTakesOver) {
  fault("user");
  EXPECT_EQ(ask_code(admin_), "");
  EXPECT_EQ(condition().acting, UserId{2});
}

TEST_P(IllPortal, EveryTokenRevokedUntilAnAdministratorOpensTheApplication) {
  control("tokens", {{"revoke", 1}});
  control("tokens", {{"revoke", 2}});
  EXPECT_EQ(ask_code(admin_), "portal.auth");
  EXPECT_EQ(condition().reason, "portal.auth");
  clock_.advance(5min);
  EXPECT_EQ(ask_code(admin_), "portal.auth");
  const boost::json::object fields = visit(2);
  EXPECT_EQ(ask_code(admin_), "portal.paused");
  const Secret opened(std::string(fields.at("AUTH_ID").as_string()));
  ASSERT_TRUE(caller_->call_with(portal_, opened, {"profile"}));
  EXPECT_EQ(ask_code(admin_), "") << "the visit lets background work ask at once";
  EXPECT_FALSE(condition().ill());
}

TEST_P(IllPortal, AnswersHtml) { falls_ill_and_recovers("html", "portal.not_json", "portal.not_json"); }
TEST_P(IllPortal, AnswersHtmlWithStatus200) {
  falls_ill_and_recovers("html200", "portal.not_json", "portal.not_json");
}
TEST_P(IllPortal, AnswersHalf) { falls_ill_and_recovers("half", "portal.not_json", "portal.not_json"); }
TEST_P(IllPortal, AnswersGarbage) { falls_ill_and_recovers("garbage", "portal.not_json", "portal.not_json"); }
TEST_P(IllPortal, AnswersNothing) { falls_ill_and_recovers("empty", "portal.not_json", "portal.not_json"); }
TEST_P(IllPortal, Fails) { falls_ill_and_recovers("500", "portal.unreachable", "portal.unreachable"); }
TEST_P(IllPortal, Deleted) { falls_ill_and_recovers("deleted", "portal.deleted", "portal.deleted"); }
TEST_P(IllPortal, SwitchedOffByTheVendor) {
  falls_ill_and_recovers("overload", "portal.stopped", "portal.stopped");
}
TEST_P(IllPortal, LicenceGone) { falls_ill_and_recovers("licence", "portal.licence", "portal.denied"); }
TEST_P(IllPortal, BoxWithoutItsAuthorisationServer) {
  falls_ill_and_recovers("oauth_link", "portal.auth_link", "portal.auth_link");
}

TEST_P(IllPortal, LicenceUnpaidWhenTokensAreRefreshed) {
  control("tokens", {{"expire", true}});
  control("faults", {{"method", "oauth"}, {"kind", "payment"}, {"count", 10}});
  EXPECT_EQ(ask_code(admin_), "portal.licence");
  EXPECT_EQ(condition().reason, "portal.licence");
  no_faults();
  wait_for_the_pause();
  EXPECT_EQ(ask_code(admin_), "");
}

TEST_P(IllPortal, LimitsAreNoIllness) {
  for (const char* kind : {"503", "429"}) {
    all_calls(kind);
    EXPECT_EQ(ask_code(admin_), "portal.limit") << kind;
    EXPECT_FALSE(condition().ill()) << kind;
    no_faults();
    EXPECT_EQ(ask_code(admin_), "") << kind;
  }
}

TEST_P(IllPortal, OneMissingPermissionIsNoIllness) {
  fault("scope");
  EXPECT_EQ(ask_code(admin_), "portal.scope");
  EXPECT_FALSE(condition().ill());
}

}  // namespace
}  // namespace sd::portal
