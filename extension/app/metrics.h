// What the service counts about itself, for GET /metrics (Prometheus text).
#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <string>

namespace sd::app {

class Metrics {
 public:
  Metrics();

  // `route`: "event", "page", "api", "feed", "assets", "other".
  void request(const std::string& route, int status, double seconds);
  void tickets_read(std::size_t count);
  void pending(double rows);
  void boards_waiting(double boards);

  // Everything, in Prometheus' text format.
  std::string text() const;

 private:
  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Histogram>& seconds_;
  prometheus::Counter& tickets_;
  prometheus::Gauge& pending_;
  prometheus::Gauge& waiting_;
};

}  // namespace sd::app
