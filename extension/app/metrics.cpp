#include "extension/app/metrics.h"

#include <prometheus/text_serializer.h>

#include <algorithm>

namespace sd::app {
namespace {

prometheus::Histogram::BucketBoundaries buckets() {
  return {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 30};
}

double seconds_since(TimePoint at, TimePoint now) {
  return std::max(0.0, static_cast<double>((now - at).count()) / 1'000);
}

}  // namespace

Metrics::Metrics()
    : requests_(prometheus::BuildCounter()
                    .Name("servicedesk_http_requests_total")
                    .Help("Requests answered, by kind of route and status")
                    .Register(registry_)),
      seconds_(prometheus::BuildHistogram()
                   .Name("servicedesk_http_request_seconds")
                   .Help("Time from the complete request to its answer")
                   .Register(registry_)),
      tickets_(prometheus::BuildCounter()
                   .Name("servicedesk_tickets_read_total")
                   .Help("Tickets read back from portals because of events")
                   .Register(registry_)
                   .Add({})),
      pending_(prometheus::BuildGauge()
                   .Name("servicedesk_inbox_pending")
                   .Help("Rows of the inbox that wait to be taken over")
                   .Register(registry_)
                   .Add({})),
      waiting_(prometheus::BuildGauge()
                   .Name("servicedesk_boards_waiting")
                   .Help("Open boards that wait for a change")
                   .Register(registry_)
                   .Add({})),
      figures_(prometheus::BuildGauge()
                   .Name("servicedesk_portal_figure")
                   .Help("What is counted about a portal, by figure")
                   .Register(registry_)),
      instants_(prometheus::BuildGauge()
                    .Name("servicedesk_portal_timestamp_seconds")
                    .Help("When something happened last with a portal, by figure; 0: never")
                    .Register(registry_)),
      attention_(prometheus::BuildGauge()
                     .Name("servicedesk_portal_attention")
                     .Help("How many things about a portal need a person's attention")
                     .Register(registry_)),
      set_aside_(prometheus::BuildGauge()
                     .Name("servicedesk_inbox_set_aside")
                     .Help("Rows of the inbox that were given up after many attempts")
                     .Register(registry_)),
      lag_(prometheus::BuildGauge()
               .Name("servicedesk_inbox_lag_seconds")
               .Help("Age of the oldest row of the inbox that is not worked in; 0: none waits")
               .Register(registry_)),
      token_age_(prometheus::BuildGauge()
                     .Name("servicedesk_token_age_seconds")
                     .Help("Since the background token that was renewed longest ago; absent: none is kept")
                     .Register(registry_)) {}

void Metrics::request(const std::string& route, int status, double seconds) {
  requests_.Add({{"route", route}, {"status", std::to_string(status)}}).Increment();
  seconds_.Add({{"route", route}}, buckets()).Observe(seconds);
}

void Metrics::tickets_read(std::size_t count) { tickets_.Increment(static_cast<double>(count)); }
void Metrics::pending(double rows) { pending_.Set(rows); }
void Metrics::boards_waiting(double boards) { waiting_.Set(boards); }

void Metrics::portal(const std::string& member, const health::Picture& picture, TimePoint now) {
  for (const auto& [figure, value] : picture.facts.figures) {
    const prometheus::Labels labels{{"portal", member}, {"figure", std::string(kanban::to_string(figure))}};
    if (kanban::is_instant(figure)) {
      instants_.Add(labels).Set(static_cast<double>(value) / 1'000);
    } else {
      figures_.Add(labels).Set(static_cast<double>(value));
    }
  }
  const auto attention = std::count_if(
      picture.concerns.begin(), picture.concerns.end(),
      [](const health::Concern& concern) { return concern.level == health::Level::kAttention; });
  attention_.Add({{"portal", member}}).Set(static_cast<double>(attention));
  set_aside_.Add({{"portal", member}}).Set(static_cast<double>(picture.backlog.set_aside));
  const auto& oldest = picture.backlog.oldest_waiting;
  lag_.Add({{"portal", member}}).Set(oldest ? seconds_since(*oldest, now) : 0);
  if (picture.facts.oldest_token) {
    token_age_.Add({{"portal", member}}).Set(seconds_since(*picture.facts.oldest_token, now));
  } else {
    token_age_.Remove(&token_age_.Add({{"portal", member}}));
  }
}

std::string Metrics::text() const { return prometheus::TextSerializer().Serialize(registry_.Collect()); }

}  // namespace sd::app
