#include "tests/portal/app/event_sender.h"

namespace sd::portal_double {

EventSender::EventSender(portal::Transport& transport, Later& later, std::function<DeliveryFaults()> faults)
    : transport_(transport), later_(later), faults_(std::move(faults)) {
  for (std::size_t lane = 0; lane < kLanes; ++lane) threads_.emplace_back([this, lane] { work(lane); });
}

EventSender::~EventSender() {
  {
    const std::lock_guard guard(mutex_);
    closing_ = true;
  }
  wake_.notify_all();
  threads_.clear();
}

void EventSender::send(EventDelivery delivery) {
  const DeliveryFaults faults = faults_();
  bool twice = false;
  {
    const std::lock_guard guard(mutex_);
    std::uniform_real_distribution<double> dice(0.0, 1.0);
    if (dice(random_) < faults.drop) {
      ++counts_.dropped;
      return;
    }
    twice = dice(random_) < faults.duplicate;
    counts_.queued += twice ? 2 : 1;
  }
  const auto go = [this, delivery = std::move(delivery), twice, reorder = faults.reorder] {
    if (twice) enqueue(delivery, reorder);
    enqueue(delivery, reorder);
  };
  if (faults.delay_ms > 0) {
    later_.run_after(std::chrono::milliseconds{faults.delay_ms}, go);
  } else {
    go();
  }
}

void EventSender::enqueue(EventDelivery delivery, bool reorder) {
  {
    const std::lock_guard guard(mutex_);
    std::size_t lane = std::hash<std::string>{}(delivery.url + delivery.order_key) % kLanes;
    if (reorder) lane = random_() % kLanes;
    std::deque<EventDelivery>& queue = lanes_[lane];
    const bool front = reorder && random_() % 2 == 0;
    queue.insert(front ? queue.begin() : queue.end(), std::move(delivery));
  }
  wake_.notify_all();
}

void EventSender::wait_for_room() {
  std::unique_lock guard(mutex_);
  wake_.wait(guard, [this] { return closing_ || counts_.queued < kRoom; });
}

DeliveryCounts EventSender::counts() const {
  const std::lock_guard guard(mutex_);
  return counts_;
}

void EventSender::forget() {
  const std::lock_guard guard(mutex_);
  for (std::deque<EventDelivery>& lane : lanes_) {
    counts_.queued -= static_cast<std::int64_t>(lane.size());
    counts_.dropped += static_cast<std::int64_t>(lane.size());
    lane.clear();
  }
  wake_.notify_all();
}

void EventSender::work(std::size_t lane) {
  std::unique_lock guard(mutex_);
  while (true) {
    wake_.wait(guard, [this, lane] { return closing_ || !lanes_[lane].empty(); });
    if (closing_) return;
    EventDelivery delivery = std::move(lanes_[lane].front());
    lanes_[lane].pop_front();
    guard.unlock();
    portal::WireRequest request;
    request.url = delivery.url;
    request.content_type = "application/x-www-form-urlencoded";
    request.body = std::move(delivery.form);
    request.deadline = std::chrono::seconds{10};
    const Result<portal::WireAnswer> answer = transport_.send(request);
    guard.lock();
    --counts_.queued;
    ++(answer && answer->status >= 200 && answer->status < 300 ? counts_.sent : counts_.failed);
    wake_.notify_all();
  }
}

}  // namespace sd::portal_double
