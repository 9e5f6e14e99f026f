#include "extension/app/metrics.h"

#include <gmock/gmock.h>

namespace sd::app {
namespace {

using kanban::Figure;
using testing::HasSubstr;
using testing::Not;

TEST(MetricsTest, TellWhatTheHealthPageShows) {
  const TimePoint now = from_ms(1'767'603'600'000);
  health::Picture picture;
  picture.facts.figures = {{Figure::kQueuePolledAt, to_ms(now) - 30'000},
                           {Figure::kEventAt, to_ms(now) - 60'000},
                           {Figure::kReconciledAt, to_ms(now) - 90'000},
                           {Figure::kReconcileRepaired, 2},
                           {Figure::kRequestsMinute, 34},
                           {Figure::kLimitMinute, 120}};
  picture.facts.oldest_token = now - std::chrono::hours{2};
  picture.backlog.oldest_waiting = now - std::chrono::seconds{7};
  picture.backlog.set_aside = 3;
  picture.concerns = {{"inbox.set_aside", health::Level::kAttention, std::nullopt, 3},
                      {"token.single", health::Level::kNote, std::nullopt, 0}};
  Metrics metrics;
  metrics.portal("m9", picture, now);
  for (const char* line :
       {"servicedesk_portal_timestamp_seconds{figure=\"queue.polled_at\",portal=\"m9\"} 1767603570",
        "servicedesk_portal_timestamp_seconds{figure=\"event.at\",portal=\"m9\"} 1767603540",
        "servicedesk_portal_timestamp_seconds{figure=\"reconcile.at\",portal=\"m9\"} 1767603510",
        "servicedesk_portal_figure{figure=\"reconcile.repaired\",portal=\"m9\"} 2",
        "servicedesk_portal_figure{figure=\"limit.requests_minute\",portal=\"m9\"} 34",
        "servicedesk_portal_figure{figure=\"limit.minute\",portal=\"m9\"} 120",
        "servicedesk_inbox_lag_seconds{portal=\"m9\"} 7", "servicedesk_inbox_set_aside{portal=\"m9\"} 3",
        "servicedesk_portal_attention{portal=\"m9\"} 1",
        "servicedesk_token_age_seconds{portal=\"m9\"} 7200"}) {
    EXPECT_THAT(metrics.text(), HasSubstr(line));
  }
  picture.facts.oldest_token.reset();
  metrics.portal("m9", picture, now);
  EXPECT_THAT(metrics.text(), Not(HasSubstr("servicedesk_token_age_seconds{")));
}

}  // namespace
}  // namespace sd::app
