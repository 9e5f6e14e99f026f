#include "extension/portal/oauth.h"

#include <atomic>
#include <condition_variable>
#include <thread>

#include "tests/unit/portal/portal_world.h"

namespace sd::portal {
namespace {

using namespace std::chrono_literals;
using test::wire;

class OAuthTest : public PortalWorld {
 protected:
  PortalRecord record() { return *directory_.find(portal_); }
  Result<Secret> renew(int user) {
    return oauth_.renew(record(), UserId{user}, Secret("access-" + std::to_string(user)));
  }
};

TEST_F(OAuthTest, GivesTheStoredTokenWhileItLives) {
  EXPECT_EQ(oauth_.access(record(), UserId{17})->reveal(), "access-17");
  EXPECT_TRUE(wire_.requests().empty());
}

TEST_F(OAuthTest, RefreshesAMinuteBeforeTheEnd) {
  clock_.advance(59min + 1s);
  wire_.then(wire(200, new_tokens(17, "fresh")));
  EXPECT_EQ(oauth_.access(record(), UserId{17})->reveal(), "fresh");
  EXPECT_EQ((*store_.load(portal_, UserId{17}))->expires_at, clock_.now() + 1h);
}

TEST_F(OAuthTest, PostsSecretsAsAFormToTheListedServer) {
  wire_.then(wire(200, new_tokens(17, "fresh")));
  ASSERT_TRUE(renew(17));
  const WireRequest& sent = wire_.requests().at(0);
  EXPECT_EQ(sent.url, "https://auth.test/oauth/token/");
  EXPECT_EQ(sent.content_type, "application/x-www-form-urlencoded");
  EXPECT_EQ(sent.body,
            "grant_type=refresh_token&client_id=local.app&client_secret=app-secret&refresh_token=refresh-of-"
            "access-17");
}

TEST_F(OAuthTest, StoresTheRotatedTokenBeforeItIsUsed) {
  store_.broken = true;
  wire_.then(wire(200, new_tokens(17, "fresh")));
  EXPECT_EQ(renew(17).error().code, "db.busy");
  store_.broken = false;
  EXPECT_EQ(access_of(17), "access-17");
}

TEST_F(OAuthTest, RefreshesOnceHoweverManyThreadsAsk) {
  constexpr int kThreads = 8;
  std::mutex mutex;
  std::condition_variable changed;
  int started = 0;
  wire_.always([&](const WireRequest&) -> Result<WireAnswer> {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, 5s, [&] { return started == kThreads; });
    return wire(200, new_tokens(17, "fresh"));
  });
  std::atomic<int> fresh{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      {
        const std::lock_guard lock(mutex);
        ++started;
      }
      changed.notify_all();
      const auto access = renew(17);
      if (access && access->reveal() == "fresh") ++fresh;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(fresh.load(), kThreads);
  EXPECT_EQ(wire_.requests().size(), 1u);
  EXPECT_EQ(store_.saves, 1);
}

TEST_F(OAuthTest, AsksOnlyOnceWithADeadRefreshToken) {
  wire_.then(wire(400, R"({"error":"invalid_grant","error_description":"used"})"));
  EXPECT_EQ(renew(17).error().code, "portal.auth");
  EXPECT_EQ(renew(17).error().code, "portal.auth");
  EXPECT_EQ(wire_.requests().size(), 1u);
  // New tokens, brought by the person's next visit, are tried again.
  put_tokens(17, "visited");
  wire_.then(wire(200, new_tokens(17, "fresh")));
  EXPECT_TRUE(oauth_.renew(record(), UserId{17}, Secret("visited")));
}

// A refresh token serves once: the answer of the other process is in the database by then.
TEST_F(OAuthTest, TakesUpWhatAnotherProcessHasRenewedMeanwhile) {
  wire_.always([&](const WireRequest&) -> Result<WireAnswer> {
    put_tokens(17, "theirs");
    return wire(400, R"({"error":"invalid_grant","error_description":"used"})");
  });
  EXPECT_EQ(renew(17)->reveal(), "theirs");
  EXPECT_EQ(wire_.requests().size(), 1u);
}

TEST_F(OAuthTest, KeepsTheOldTokensWhenTheServerIsOutOfOrder) {
  wire_.then(test::wire_fault("wire.lost"));
  EXPECT_EQ(renew(17).error().code, "portal.unreachable");
  wire_.then(wire(502, "<html>"));
  EXPECT_EQ(renew(17).error().code, "portal.not_json");
  wire_.then(wire(200, "{}"));
  EXPECT_EQ(renew(17).error().code, "portal.shape");
  wire_.then(wire(200, new_tokens(17, "fresh")));
  EXPECT_TRUE(renew(17));
}

TEST_F(OAuthTest, RefusesTokensOfAnotherPortalOrPerson) {
  wire_.then(wire(200, new_tokens(17, "fresh", "portal.test", "m2")));
  EXPECT_EQ(renew(17).error().code, "portal.auth");
  wire_.then(wire(200, new_tokens(18, "fresh")));
  EXPECT_EQ(renew(17).error().code, "portal.auth");
  EXPECT_EQ(access_of(17), "access-17");
}

TEST_F(OAuthTest, SpeaksOnlyToListedServers) {
  for (const char* server :
       {"https://evil.test/rest/", "http://auth.test/rest/", "https://auth.test.evil.test/rest/",
        "https://auth.test@evil.test/", "https://auth.test:444/rest/", "", "auth.test"}) {
    EXPECT_EQ(oauth_.introduce({server, "c", Secret("s"), Secret("r")}).error().code, "portal.auth_server")
        << server;
  }
  EXPECT_TRUE(wire_.requests().empty());
}

TEST_F(OAuthTest, IntroducesThePortalAndTheUserBehindARefreshToken) {
  wire_.then(wire(200, new_tokens(5, "fresh", "first.test", "m9")));
  const auto who = oauth_.introduce({"https://auth.test/rest/", "local.app", Secret("s"), Secret("r")});
  ASSERT_TRUE(who);
  EXPECT_EQ(who->member, MemberId{"m9"});
  EXPECT_EQ(who->client_endpoint, "https://first.test/rest/");
  EXPECT_EQ(who->user, UserId{5});
  EXPECT_EQ(who->tokens.access, Secret("fresh"));
}

}  // namespace
}  // namespace sd::portal
