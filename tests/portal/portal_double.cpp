#include "tests/portal/portal_double.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "tests/portal/engine/history_player.h"
#include "tests/portal/engine/iso_time.h"
#include "tests/portal/rest/control.h"
#include "tests/portal/rest/event_json.h"
#include "tests/portal/rest/oauth.h"
#include "tests/portal/rest/page_files.h"
#include "tests/portal/rest/rest_server.h"

namespace sd::portal_double {
namespace {

const Clock& system_clock() {
  static const SystemClock kClock;
  return kClock;
}

std::string order_key(const Delivery& delivery) {
  for (const EventValue& value : delivery.data) {
    if (value.path.back() == "TASK_ID") return value.text;
  }
  for (const EventValue& value : delivery.data) {
    if (value.path.back() == "ID") return value.text;
  }
  return delivery.event;
}

}  // namespace

struct PortalDouble::Impl {
  explicit Impl(DoubleOptions given)
      : options(std::move(given)),
        portal(options.settings, options.machine ? *options.machine : system_clock()),
        rest(portal) {
    if (options.stand_at) portal.clock.set(*options.stand_at, true);
    if (options.people) add_sample_people(portal);
    if (options.open_tasks > 0) add_sample_tasks(portal, options.open_tasks);
    if (options.bulk.tasks > 0) add_bulk_tasks(portal, options.bulk);
  }

  ~Impl() { stop_play(); }

  void stop_play() {
    if (!player_thread.joinable()) return;
    player_thread.request_stop();
    player_thread.join();
  }

  // Routes under the lock.
  http::Response route(const http::Request& request, const std::string& source) {
    const std::string& path = request.path;
    if (path == "/rest" || path.starts_with("/rest/")) return rest.serve(request, source);
    if (path.starts_with("/oauth/authorize")) return authorize(portal, request, acting_user(portal, request));
    if (path.starts_with("/oauth/token")) return token_endpoint(request);
    if (path.starts_with("/_double/")) return run_control(request);
    if (path == "/bitrix/tools/disk/uf.php") return attached_file(request);
    return serve_page(options.pages, path);
  }

  // A file of a task: its content is made up, as its name is.
  static http::Response attached_file(const http::Request& request) {
    constexpr std::string_view kName = "attachedId=";
    const std::size_t at = request.query.find(kName);
    if (at == std::string::npos) return {404, "text/plain", "", {}};
    const std::string rest = request.query.substr(at + kName.size());
    return {200, "application/octet-stream", "content of " + rest.substr(0, rest.find('&')), {}};
  }

  http::Response token_endpoint(const http::Request& request) {
    ++rest.counts["oauth.token"];
    const std::optional<Fault> fault = rest.faults.take("oauth", false);
    if (!fault) return token(portal, request);
    const std::optional<Refusal> refusal = refusal_of(fault->kind);
    if (refusal && refusal->status < 500) return refusal_response(*refusal, false);
    http::Response response;
    response.status = refusal ? refusal->status : 502;
    response.content_type = "text/html";
    response.body = "<html>Bad Gateway</html>";
    return response;
  }

  http::Response run_control(const http::Request& request) {
    Control parts{portal,
                  rest,
                  delivery_faults,
                  [this] { return counts ? counts() : DeliveryCounts{}; },
                  [this](const json::object& params) { return start_play(params); },
                  [this] { return play_state(); },
                  restart};
    try {
      return control(parts, request);
    } catch (const Refusal& refusal) {
      return refusal_response(refusal, false);
    }
  }

  // Hands out what was raised. The second lock keeps the order between requests.
  void flush() {
    const std::lock_guard order(delivery_lock);
    std::vector<EventDelivery> ready;
    {
      const std::lock_guard guard(lock);
      for (const Delivery& delivery : portal.events.take_deliveries()) {
        kept.push_back({delivery.url, delivery_form(portal, delivery), delivery.event, order_key(delivery)});
      }
      if (!hook) return;
      ready.assign(std::make_move_iterator(kept.begin()), std::make_move_iterator(kept.end()));
      kept.clear();
    }
    for (EventDelivery& delivery : ready) hook(std::move(delivery));
  }

  json::object start_play(const json::object& params);
  json::object play_state();
  void play(const std::stop_token& stop);

  DoubleOptions options;
  std::mutex lock, delivery_lock;
  Portal portal;
  RestServer rest;
  DeliveryFaults delivery_faults;
  std::function<DeliveryCounts()> counts;
  std::function<void(EventDelivery)> hook;
  std::function<void()> step_hook;
  std::function<void(std::chrono::milliseconds)> restart;
  std::deque<EventDelivery> kept;
  std::unique_ptr<HistoryPlayer> player;
  bool playing = false;
  std::condition_variable played;
  std::jthread player_thread;
};

json::object PortalDouble::Impl::start_play(const json::object& params) {
  if (playing) throw Refusal(409, "PLAY_RUNNING", "A play is running");
  if (player_thread.joinable()) player_thread.join();  // it has ended
  const std::string file = text_at(params, "file");
  const std::string zone = params.contains("zone") ? text_at(params, "zone") : "Europe/Brussels";
  Result<std::vector<CaseRow>> rows = load_history(file, zone);
  if (!rows) throw Refusal(400, rows.error().code, rows.error().detail);
  PlayOptions how;
  if (const auto group = int_at(params, "group")) how.group = *group;
  if (const std::string until = text_at(params, "until"); !until.empty()) {
    const std::optional<Ms> at = read_instant(until, 180);
    if (!at) throw Refusal(400, "play.until", "\"until\" is no ISO instant");
    how.until = *at;
  }
  player = std::make_unique<HistoryPlayer>(portal, std::move(rows).value(), how);
  playing = true;
  player_thread = std::jthread([this](const std::stop_token& stop) { play(stop); });
  return play_state();
}

json::object PortalDouble::Impl::play_state() {
  if (!player) return {{"state", "none"}};
  return {{"state", playing ? "running" : "done"},
          {"total", static_cast<std::int64_t>(player->total())},
          {"done", static_cast<std::int64_t>(player->done())},
          {"cases", static_cast<std::int64_t>(player->cases())},
          {"now", iso(portal.clock.now(), 180)}};
}

void PortalDouble::Impl::play(const std::stop_token& stop) {
  bool more = true;
  while (more && !stop.stop_requested()) {
    std::function<void()> wait_for_room;
    {
      const std::lock_guard guard(lock);
      // Without anybody listening there is nothing to keep in step with.
      const int rows = portal.events.bindings().empty() ? 500 : 1;
      for (int i = 0; i < rows && more; ++i) more = player->step();
      wait_for_room = step_hook;  // may be replaced while we wait
    }
    flush();
    if (wait_for_room) wait_for_room();
  }
  const std::lock_guard guard(lock);
  playing = false;
  played.notify_all();
}

PortalDouble::PortalDouble(DoubleOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
PortalDouble::~PortalDouble() = default;

void PortalDouble::close() { impl_->stop_play(); }

http::Response PortalDouble::handle(const http::Request& request, const std::string& source) {
  http::Response response;
  {
    const std::lock_guard guard(impl_->lock);
    response = impl_->route(request, source);
  }
  impl_->flush();
  return response;
}

void PortalDouble::on_event(std::function<void(EventDelivery)> hook) {
  {
    const std::lock_guard guard(impl_->lock);
    impl_->hook = std::move(hook);
  }
  impl_->flush();
}

void PortalDouble::on_play_step(std::function<void()> hook) {
  const std::lock_guard guard(impl_->lock);
  impl_->step_hook = std::move(hook);
}

void PortalDouble::on_counts(std::function<DeliveryCounts()> counts) {
  const std::lock_guard guard(impl_->lock);
  impl_->counts = std::move(counts);
}

void PortalDouble::on_restart(std::function<void(std::chrono::milliseconds)> restart) {
  const std::lock_guard guard(impl_->lock);
  impl_->restart = std::move(restart);
}

DeliveryFaults PortalDouble::delivery_faults() {
  const std::lock_guard guard(impl_->lock);
  return impl_->delivery_faults;
}

void PortalDouble::tick() {
  {
    const std::lock_guard guard(impl_->lock);
    impl_->portal.events.tick();
  }
  impl_->flush();
}

void PortalDouble::with(const std::function<void(Portal&)>& change) {
  {
    const std::lock_guard guard(impl_->lock);
    change(impl_->portal);
  }
  impl_->flush();
}

void PortalDouble::advance(Millis by) {
  with([by](Portal& portal) { portal.clock.advance(by.count()); });
}

bool PortalDouble::wait_for_play(Millis deadline) {
  std::unique_lock guard(impl_->lock);
  return impl_->played.wait_for(guard, deadline, [this] { return !impl_->playing; });
}

const std::string& PortalDouble::domain() const { return impl_->portal.settings.domain; }
const std::string& PortalDouble::member_id() const { return impl_->portal.settings.member_id; }
std::string PortalDouble::origin() const { return impl_->portal.origin(); }

}  // namespace sd::portal_double
