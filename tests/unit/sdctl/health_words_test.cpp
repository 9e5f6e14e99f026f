#include "install/sdctl/health_words.h"

#include <gtest/gtest.h>

namespace sd::sdctl {
namespace {

// Every code of extension/health/rules/concerns.cpp.
constexpr const char* kCodes[] = {
    "installing",     "service.silent",   "outage.unreachable",   "outage.not_json", "outage.token",
    "outage.licence", "outage.deleted",   "outage.too_fast",      "outage.other",    "token.none",
    "token.revoked",  "token.spare",      "token.single",         "token.old",       "inbox.set_aside",
    "inbox.late",     "queue.silent",     "queue.late",           "reconcile.late",  "sweep.late",
    "portal.renamed", "backfill.running", "queue.cleared_at_once"};

TEST(HealthWordsTest, EveryConcernHasASentence) {
  for (const char* code : kCodes) {
    const std::string text = in_words({code, health::Level::kNote, from_ms(1'790'000'000'000), 3});
    EXPECT_NE(text, code);
    EXPECT_EQ(text.find('{'), std::string::npos) << text;
  }
}

TEST(HealthWordsTest, FillsInWhenAndHowMany) {
  EXPECT_EQ(
      in_words({"inbox.late", health::Level::kAttention, from_ms(1'790'000'000'000), 3}),
      "events that wait to be worked in: 3, the oldest since 2026-09-21T14:13:20+00:00; the service's log "
      "says why");
}

TEST(HealthWordsTest, ACodeOfALaterVersionIsShownAsItIs) {
  EXPECT_EQ(in_words({"of.tomorrow", health::Level::kNote, {}, 0}), "of.tomorrow");
}

}  // namespace
}  // namespace sd::sdctl
