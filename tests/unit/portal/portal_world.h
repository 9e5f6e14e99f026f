// One portal with member id "m1" at portal.test, its authorisation server at auth.test, tokens of user 1 (the
// background administrator), 2 (the spare) and 17 (an agent), and a client of it on scripted answers.
#pragma once

#include <gtest/gtest.h>

#include "extension/portal/caller.h"
#include "extension/portal/portal_admin_rest.h"
#include "extension/portal/portal_rest.h"
#include "tests/doubles/fake_clock.h"
#include "tests/doubles/fake_sleeper.h"
#include "tests/doubles/memory_portal_directory.h"
#include "tests/doubles/memory_token_store.h"
#include "tests/unit/portal/scripted_transport.h"

namespace sd::portal {

struct HalfRandom final : RandomSource {
  double next() override { return 0.5; }  // no jitter
};

class PortalWorld : public testing::Test {
 protected:
  static constexpr const char* kServer = "https://auth.test";

  explicit PortalWorld(LimitsProfile limits = LimitsProfile::kOff) {
    directory_.put({portal_, MemberId{"m1"}, "https://portal.test/rest/", "https://auth.test/rest/",
                    "local.app", Secret("app-secret"), limits});
    const UserId background[] = {UserId{1}, UserId{2}};
    EXPECT_TRUE(store_.set_background(portal_, background));
    for (const int user : {1, 2, 17}) put_tokens(user, "access-" + std::to_string(user));
    store_.saves = 0;
  }

  void put_tokens(int user, const std::string& access) {
    EXPECT_TRUE(
        store_.save(portal_, UserId{user},
                    {Secret(access), Secret("refresh-of-" + access), clock_.now() + std::chrono::hours{1}}));
  }
  std::string access_of(int user) { return (*store_.load(portal_, UserId{user}))->access.reveal(); }

  static test::ScriptedTransport::Answer always(const std::string& body) {
    return [body](const WireRequest&) -> Result<WireAnswer> { return test::wire(200, body); };
  }
  // The authorisation server's answer for `user`.
  static std::string new_tokens(int user, const std::string& access, const std::string& host = "portal.test",
                                const std::string& member = "m1") {
    return R"({"access_token":")" + access + R"(","refresh_token":"refresh-of-)" + access +
           R"(","expires_in":3600,"domain":"auth.test","client_endpoint":"https://)" + host +
           R"(/rest/","server_endpoint":"https://auth.test/rest/","member_id":")" + member +
           R"(","user_id":)" + std::to_string(user) + R"(,"status":"L"})";
  }

  const PortalId portal_{1};
  const Actor admin_ = kanban::background(portal_);
  const Actor agent_{portal_, UserId{17}};
  test::FakeClock clock_;
  test::FakeSleeper sleeper_{clock_};
  HalfRandom random_;
  test::ScriptedTransport wire_;
  test::MemoryTokenStore store_;
  test::MemoryPortalDirectory directory_;
  OAuth oauth_{wire_, store_, directory_, clock_, {*parse_web_address(kServer)}};
  Caller caller_{wire_, directory_, store_, oauth_, clock_, sleeper_, random_};
  PortalRest rest_{caller_, {"UF_SD_TYPE", "UF_SD_STOPPER", "UF_SD_ESTIMATE"}};
  PortalAdminRest admin_rest_{caller_, oauth_, wire_};
};

}  // namespace sd::portal
