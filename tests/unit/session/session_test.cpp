#include "extension/session/session.h"

#include <gtest/gtest.h>

#include <set>

#include "extension/session/link_token.h"
#include "tests/doubles/fake_clock.h"

namespace sd::session {
namespace {

class SessionTest : public testing::Test {
 protected:
  test::FakeClock clock_;
  SessionSigner signer_{SessionSigner::Key{1, 2, 3}};
  Session session_{PortalId{3}, UserId{17}, true, false, "ru", clock_.now() + kSessionLife};
};

TEST_F(SessionTest, ComesBackAsItWasSigned) {
  const auto checked = signer_.check(signer_.sign(session_), clock_.now());
  ASSERT_TRUE(checked);
  EXPECT_EQ(*checked, session_);
}

TEST_F(SessionTest, NamesTheLinkThatHasOpenedIt) {
  const Session opened{PortalId{3}, UserId{-5}, false, true, "en", clock_.now() + kSessionLife, 17};
  const std::string token = signer_.sign(opened);
  EXPECT_LT(token.size(), 200u);
  EXPECT_EQ(*signer_.check(token, clock_.now()), opened);
}

TEST(LinkToken, IsRandomAndKnownByItsHashAlone) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const Secret token = new_link_token();
    ASSERT_EQ(token.reveal().size(), 43u);
    ASSERT_TRUE(seen.insert(token.reveal()).second);
    const auto hash = link_token_hash(token.reveal());
    ASSERT_TRUE(hash);
    ASSERT_EQ(hash->size(), 64u);
  }
  // By coreutils: printf %043d 0 | sha256sum
  EXPECT_EQ(link_token_hash(std::string(43, '0')),
            "b918b22a1581fedd39058065f00e6aad35bd561f20257151131a1ddcd21803de");
}

TEST(LinkToken, NothingElseIsAToken) {
  for (const std::string& text :
       {std::string(), std::string(42, 'a'), std::string(44, 'a'), std::string(42, 'a') + "=",
        std::string(42, 'a') + "+", std::string(42, 'a') + '\0', std::string(100'000, 'a')}) {
    EXPECT_EQ(link_token_hash(text), std::nullopt);
  }
}

TEST_F(SessionTest, EndsAtItsInstant) {
  const std::string token = signer_.sign(session_);
  EXPECT_TRUE(signer_.check(token, session_.expires_at - Millis{1}));
  EXPECT_EQ(signer_.check(token, session_.expires_at).error().code, "session.expired");
}

TEST_F(SessionTest, RefusesAnotherKeysSignature) {
  const SessionSigner other{SessionSigner::Key{9}};
  EXPECT_EQ(signer_.check(other.sign(session_), clock_.now()).error().code, "session.forged");
}

TEST_F(SessionTest, RefusesEveryChangedCharacter) {
  const std::string token = signer_.sign(session_);
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(signer_.check(changed, clock_.now())) << "at " << i;
  }
}

TEST_F(SessionTest, RefusesWhatIsNoToken) {
  EXPECT_EQ(signer_.check("", clock_.now()).error().code, "session.missing");
  EXPECT_EQ(signer_.check("abc", clock_.now()).error().code, "session.malformed");
  EXPECT_EQ(signer_.check("abc.def", clock_.now()).error().code, "session.malformed");
  EXPECT_EQ(signer_.check(std::string(600, 'a') + ".a", clock_.now()).error().code, "session.malformed");
}

}  // namespace
}  // namespace sd::session
