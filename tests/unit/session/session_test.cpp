#include "extension/session/session.h"

#include <gtest/gtest.h>

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
