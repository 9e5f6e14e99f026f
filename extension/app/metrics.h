// What the service counts about itself, for GET /metrics (Prometheus text).
#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <string>

#include "extension/health/look.h"

namespace sd::app {

class Metrics {
 public:
  Metrics();

  // `route`: "event", "page", "api", "feed", "assets", "other".
  void request(const std::string& route, int status, double seconds);
  void tickets_read(std::size_t count);
  void pending(double rows);
  void boards_waiting(double boards);
  // How the portal of that member_id is doing.
  void portal(const std::string& member, const health::Picture& picture, TimePoint now);

  // Everything, in Prometheus' text format.
  std::string text() const;

 private:
  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Histogram>& seconds_;
  prometheus::Counter& tickets_;
  prometheus::Gauge& pending_;
  prometheus::Gauge& waiting_;
  prometheus::Family<prometheus::Gauge>& figures_;
  prometheus::Family<prometheus::Gauge>& instants_;
  prometheus::Family<prometheus::Gauge>& attention_;
  prometheus::Family<prometheus::Gauge>& set_aside_;
  prometheus::Family<prometheus::Gauge>& lag_;
  prometheus::Family<prometheus::Gauge>& token_age_;
};

}  // namespace sd::app
