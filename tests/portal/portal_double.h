// The portal double: one portal with its REST, authorisation server, pages and control API, in this
// process and without a network. Thread-safe. Wire behaviour: portal-api.md; control API: README.md.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "extension/core/clock.h"
#include "extension/http/message.h"
#include "tests/portal/engine/portal.h"
#include "tests/portal/engine/sample.h"
#include "tests/portal/rest/control.h"

namespace sd::portal_double {

struct DoubleOptions {
  Settings settings;
  const Clock* machine = nullptr;  // nullptr: the system clock
  std::optional<Ms> stand_at;      // the portal's clock stands here from the start
  bool people = true;              // the sample users, groups and companies
  int open_tasks = 0;              // sample tasks; five times as many closed ones
  BulkSize bulk;                   // many plain tasks
  std::string pages;               // folder of the browser pages, "" = none
};

// One online event on its way to an application.
struct EventDelivery {
  std::string url;
  std::string form;  // application/x-www-form-urlencoded
  std::string event;
  std::string order_key;  // deliveries with the same key must stay in order
};

class PortalDouble {
 public:
  explicit PortalDouble(DoubleOptions options = {});
  ~PortalDouble();
  PortalDouble(const PortalDouble&) = delete;
  PortalDouble& operator=(const PortalDouble&) = delete;

  // Serves one request; `source` is the caller's address as the rate limit sees it. The answer may hold
  // "x-double-delay-ms" and "x-double-fault" headers of a scripted fault; whoever carries the answer acts
  // on them and takes them off.
  http::Response handle(const http::Request& request, const std::string& source = "127.0.0.1");

  // Called after a request, on its thread, in the order of the events; not while the lock is held. What
  // was raised before the hook is set is kept for it.
  void on_event(std::function<void(EventDelivery)> hook);
  // Called by a play between two rows; may block until the sender has room.
  void on_play_step(std::function<void()> hook);

  // Called when the control API asks for a restart; must return at once.
  void on_restart(std::function<void(std::chrono::milliseconds)> restart);

  // For the sender of the program: how it should misbehave, and what it has to show.
  DeliveryFaults delivery_faults();
  void on_counts(std::function<DeliveryCounts()> counts);

  // Sends ONOFFLINEEVENT wake-ups that are due. The program calls it a few times a second.
  void tick();

  // For tests in this process. `change` runs under the lock; events it raises go out after it.
  void with(const std::function<void(Portal&)>& change);
  void advance(Millis by);
  // Ends a play that is running. To be called before the hooks' owners go.
  void close();
  // Waits for the end of a play; false when `deadline` passed first.
  bool wait_for_play(Millis deadline);

  const std::string& domain() const;
  const std::string& member_id() const;
  std::string origin() const;  // "http://portal.example"

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sd::portal_double
