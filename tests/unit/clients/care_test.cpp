#include "extension/clients/rules/care.h"

#include <gtest/gtest.h>

namespace sd::clients {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Millis kDay = hours{8};  // a working day
const TimePoint kNow = from_ms(1'760'000'000'000);

TEST(CheckStep, RemindsAtHalfOfTheDaysOnceAndClosesBehindThem) {
  const CareRules rules{5, 14, 14};
  EXPECT_EQ(check_step(rules, Millis{0}, kDay, false), CheckStep::kWait);
  EXPECT_EQ(check_step(rules, 3 * kDay - minutes{1}, kDay, false), CheckStep::kWait);
  EXPECT_EQ(check_step(rules, 3 * kDay, kDay, false), CheckStep::kRemind);
  EXPECT_EQ(check_step(rules, 4 * kDay, kDay, true), CheckStep::kWait);
  EXPECT_EQ(check_step(rules, 5 * kDay, kDay, true), CheckStep::kClose);
  EXPECT_EQ(check_step(rules, 9 * kDay, kDay, false), CheckStep::kClose);
  const CareRules never{0, 14, 14};
  EXPECT_EQ(check_step(never, 900 * kDay, kDay, false), CheckStep::kWait);
  const CareRules one{1, 14, 14};
  EXPECT_EQ(check_step(one, kDay, kDay, false), CheckStep::kClose);
}

TEST(Reopening, IsForSomeDaysAfterTheEnd) {
  kanban::Card card;
  card.role = kanban::Role::kDone;
  card.done_at = kNow - hours{14 * 24};
  EXPECT_TRUE(may_reopen({5, 14, 14}, card, kNow));
  EXPECT_FALSE(may_reopen({5, 14, 14}, card, kNow + Millis{1}));
  EXPECT_FALSE(may_reopen({5, 0, 14}, card, *card.done_at));
  card.role = kanban::Role::kWork;
  EXPECT_FALSE(may_reopen({5, 14, 14}, card, kNow));
}

TEST(Asking, IsSeldom) {
  EXPECT_TRUE(may_ask({5, 14, 14}, std::nullopt, kNow));
  EXPECT_FALSE(may_ask({5, 14, 14}, kNow - hours{14 * 24} + Millis{1}, kNow));
  EXPECT_TRUE(may_ask({5, 14, 14}, kNow - hours{14 * 24}, kNow));
  EXPECT_FALSE(may_ask({5, 14, 0}, std::nullopt, kNow));
}

TEST(Rating, IsUsedUpAnHourAfterTheFirstAnswer) {
  Rating rating;
  rating.asked = kNow;
  EXPECT_TRUE(may_answer(rating, kNow + hours{24 * 300}));
  rating.answered = kNow;
  EXPECT_TRUE(may_answer(rating, kNow + hours{1}));
  EXPECT_FALSE(may_answer(rating, kNow + hours{1} + Millis{1}));
}

TEST(Rating, HasOneToFiveStarsAndSomeWords) {
  EXPECT_TRUE(check_rating(1, ""));
  EXPECT_TRUE(check_rating(5, std::string(2'000, 'x')));
  EXPECT_EQ(check_rating(0, "").error().code, "rating.stars");
  EXPECT_EQ(check_rating(6, "").error().code, "rating.stars");
  EXPECT_EQ(check_rating(5, std::string(2'001, 'x')).error().code, "rating.words_too_long");
}

}  // namespace
}  // namespace sd::clients
