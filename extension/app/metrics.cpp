#include "extension/app/metrics.h"

#include <prometheus/text_serializer.h>

namespace sd::app {
namespace {

prometheus::Histogram::BucketBoundaries buckets() {
  return {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 30};
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
                   .Add({})) {}

void Metrics::request(const std::string& route, int status, double seconds) {
  requests_.Add({{"route", route}, {"status", std::to_string(status)}}).Increment();
  seconds_.Add({{"route", route}}, buckets()).Observe(seconds);
}

void Metrics::tickets_read(std::size_t count) { tickets_.Increment(static_cast<double>(count)); }
void Metrics::pending(double rows) { pending_.Set(rows); }
void Metrics::boards_waiting(double boards) { waiting_.Set(boards); }

std::string Metrics::text() const { return prometheus::TextSerializer().Serialize(registry_.Collect()); }

}  // namespace sd::app
