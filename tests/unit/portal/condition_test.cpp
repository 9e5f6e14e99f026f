#include "extension/portal/condition.h"

#include <gtest/gtest.h>

#include "tests/doubles/fake_clock.h"

namespace sd::portal {
namespace {

using namespace std::chrono_literals;

struct NoRandom final : RandomSource {
  double next() override { return 0; }
};

class ConditionTest : public testing::Test {
 protected:
  ConditionTest() {
    conditions_.on_change([this](PortalId, const Condition& now) {
      heard_.push_back(now.ill() ? now.reason : now.spare_since ? "spare" : "well");
    });
  }
  static Error ill(const std::string& code = "portal.unreachable") {
    const bool access = code == "portal.auth";
    return {access ? ErrorKind::kPermissionDenied : ErrorKind::kUnavailable, code, "words"};
  }
  void fail(const Error& error, bool background = true) {
    conditions_.failed(portal_, background, error, clock_.now());
  }
  void answer(bool background = true) { conditions_.answered(portal_, background, clock_.now()); }
  bool admitted() { return conditions_.admit(portal_, clock_.now()).has_value(); }
  Condition now() const { return conditions_.of(portal_); }
  Millis pause() const { return conditions_.ready_at(portal_) - clock_.now(); }

  const PortalId portal_{1};
  test::FakeClock clock_;
  NoRandom random_;
  Conditions conditions_{random_};
  std::vector<std::string> heard_;
};

TEST_F(ConditionTest, APortalIsWellUntilItFails) {
  EXPECT_TRUE(admitted());
  EXPECT_FALSE(now().last_answer);
  answer();
  EXPECT_EQ(now().last_answer, clock_.now());
  EXPECT_LE(conditions_.ready_at(portal_), clock_.now());
  EXPECT_TRUE(heard_.empty());
}

TEST_F(ConditionTest, AnIllPortalIsAskedAgainAfterGrowingPausesByOneCall) {
  answer();
  const TimePoint answered = clock_.now();
  clock_.advance(1min);
  const TimePoint began = clock_.now();
  std::vector<Millis> pauses;
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(admitted());
    EXPECT_EQ(admitted(), i == 0);
    fail(ill());
    EXPECT_FALSE(admitted());
    pauses.push_back(pause());
    clock_.advance(pause());
  }
  EXPECT_EQ(pauses, (std::vector<Millis>{2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s, 60s, 60s}));
  EXPECT_EQ(now().ill_since, began);
  EXPECT_EQ(now().last_answer, answered);
  EXPECT_EQ(now().failures, 10);
  ASSERT_TRUE(admitted());
  answer();
  EXPECT_FALSE(now().ill());
  EXPECT_TRUE(admitted());
  EXPECT_TRUE(admitted());
  EXPECT_EQ(heard_, (std::vector<std::string>{"portal.unreachable", "well"}));
}

TEST_F(ConditionTest, WhatSomebodyHasToMendIsAskedForLessOften) {
  fail(ill("portal.licence"));
  EXPECT_EQ(pause(), 30s);
  for (int i = 0; i < 6; ++i) {
    clock_.advance(pause());
    ASSERT_TRUE(admitted());
    fail(ill("portal.licence"));
  }
  EXPECT_EQ(pause(), 15min);
}

TEST_F(ConditionTest, AnotherReasonIsTold) {
  fail(ill());
  clock_.advance(pause());
  ASSERT_TRUE(admitted());
  fail(ill("portal.not_json"));
  EXPECT_EQ(now().failures, 1);
  EXPECT_EQ(heard_, (std::vector<std::string>{"portal.unreachable", "portal.not_json"}));
}

TEST_F(ConditionTest, CallsThatWereUnderWayCountOnce) {
  fail(ill());
  fail(ill());
  fail(ill(), false);
  EXPECT_EQ(now().failures, 1);
}

TEST_F(ConditionTest, APersonsAnswerLetsBackgroundWorkAskAtOnce) {
  fail(ill("portal.auth"));
  EXPECT_FALSE(admitted());
  answer(false);
  EXPECT_TRUE(now().ill());
  EXPECT_TRUE(admitted());
  EXPECT_FALSE(admitted());
}

TEST_F(ConditionTest, APersonsOwnAccessSaysNothingOfThePortalButItsSilenceDoes) {
  fail(ill("portal.auth"), false);
  EXPECT_FALSE(now().ill());
  fail(ill(), false);
  EXPECT_TRUE(now().ill());
}

TEST_F(ConditionTest, WhatThePortalRefusesIsAnAnswer) {
  fail(ill());
  clock_.advance(pause());
  ASSERT_TRUE(admitted());
  fail({ErrorKind::kPermissionDenied, "portal.scope", ""});
  EXPECT_FALSE(now().ill());
}

TEST_F(ConditionTest, AQuestionThatOurOwnDatabaseCutShortIsAskedAgainSoon) {
  fail(ill());
  clock_.advance(pause());
  ASSERT_TRUE(admitted());
  fail({ErrorKind::kUnavailable, "db.busy", ""});
  EXPECT_TRUE(now().ill());
  EXPECT_EQ(pause(), 2s);
}

TEST_F(ConditionTest, AQuestionNobodyHeardOfAgainDoesNotHoldTheOthersForEver) {
  fail(ill());
  clock_.advance(pause());
  ASSERT_TRUE(admitted());
  clock_.advance(Conditions::kProbe - 1ms);
  EXPECT_FALSE(admitted());
  clock_.advance(1ms);
  EXPECT_TRUE(admitted());
}

TEST_F(ConditionTest, PausesAreShortenedByUpToHalf) {
  EXPECT_EQ(illness_pause("portal.unreachable", 1, 1.0), 1s);
  EXPECT_EQ(illness_pause("portal.deleted", 1, 0.5), 22'500ms);
}

TEST_F(ConditionTest, TellsWhenASpareTakesOverAndWhenTheFirstIsBack) {
  conditions_.acted(portal_, UserId{1}, false, clock_.now());
  EXPECT_TRUE(heard_.empty());
  conditions_.acted(portal_, UserId{2}, true, clock_.now());
  const TimePoint since = clock_.now();
  clock_.advance(1h);
  conditions_.acted(portal_, UserId{2}, true, clock_.now());
  EXPECT_EQ(now().spare_since, since);
  conditions_.acted(portal_, UserId{1}, false, clock_.now());
  EXPECT_EQ(heard_, (std::vector<std::string>{"spare", "well"}));
}

}  // namespace
}  // namespace sd::portal
