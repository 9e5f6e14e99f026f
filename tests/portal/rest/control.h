// The control API under /_double/ (tests/portal/README.md): how tests and pages steer the double.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "extension/http/message.h"
#include "tests/portal/engine/portal.h"
#include "tests/portal/rest/rest_server.h"

namespace sd::portal_double {

// How online events travel: a sender reads it, the control API writes it.
struct DeliveryFaults {
  double drop = 0, duplicate = 0;
  int delay_ms = 0;
  bool reorder = false;
};

struct DeliveryCounts {
  std::int64_t sent = 0, failed = 0, dropped = 0, queued = 0;
};

struct Control {
  Portal& portal;
  RestServer& rest;
  DeliveryFaults& faults;
  std::function<DeliveryCounts()> counts;
  std::function<json::object(const json::object&)> start_play;  // throws Refusal
  std::function<json::object()> play_state;
  std::function<void(std::chrono::milliseconds)> restart;  // empty where there is no program
};

// `request.path` begins with "/_double/". Throws Refusal.
http::Response control(Control& control, const http::Request& request);

// The user of the cookie `double_user`; 1 without one.
std::int64_t acting_user(const Portal& portal, const http::Request& request);

}  // namespace sd::portal_double
