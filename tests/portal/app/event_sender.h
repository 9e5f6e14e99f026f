// Posts online events to applications: once each, never again (portal-api 3.1). Events of one task keep
// their order unless told otherwise; several connections work side by side.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "extension/portal/transport.h"
#include "tests/portal/app/later.h"
#include "tests/portal/portal_double.h"

namespace sd::portal_double {

class EventSender {
 public:
  // `faults` says how to misbehave; asked for each event.
  EventSender(portal::Transport& transport, Later& later, std::function<DeliveryFaults()> faults);
  EventSender(const EventSender&) = delete;
  EventSender& operator=(const EventSender&) = delete;
  ~EventSender();  // lets the events in flight end, drops the rest

  void send(EventDelivery delivery);
  // Blocks until the queue is short again, or the sender closes.
  void wait_for_room();
  DeliveryCounts counts() const;
  // Drops what waits to be sent, as a portal that is killed does.
  void forget();

 private:
  static constexpr std::size_t kLanes = 4;
  static constexpr std::int64_t kRoom = 256;

  void enqueue(EventDelivery delivery, bool reorder);
  void work(std::size_t lane);

  portal::Transport& transport_;
  Later& later_;
  std::function<DeliveryFaults()> faults_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<std::deque<EventDelivery>> lanes_{kLanes};
  DeliveryCounts counts_;
  std::mt19937 random_{20260101};
  bool closing_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace sd::portal_double
