#include "webhooks/http/event_handler.h"

#include "webhooks/rules/form.h"

namespace sd::webhooks {
namespace {

constexpr int kStrangersAMinute = 30;

http::Response accepted() { return {200, "application/json; charset=utf-8", "{}", {}}; }

Result<Event> decode(const std::string& body) {
  const Result<Form> form = decode_form(body);
  if (!form) return form.error();
  return event_of(*form);
}

}  // namespace

void EventHandler::handle(const http::Request& request, http::Reply reply) {
  const Result<Event> event = decode(request.body);
  if (!event) return refuse(event.error(), nullptr, reply);

  const std::optional<PortalId> portal = portals_.admit(event->member_id, event->application_token);
  if (!portal && !event->first_contact()) {
    return refuse({ErrorKind::kPermissionDenied, "event.denied", {}}, &*event, reply);
  }
  if (!portal && !room_for_stranger()) {
    return refuse({ErrorKind::kUnavailable, "event.strangers", {}}, &*event, reply);
  }
  if (portal) health_.set(*portal, kanban::Figure::kEventAt, clock_.now());
  if (event->kind == EventKind::kQueue) {
    if (queue_woken_) queue_woken_(*portal);
    return reply(accepted());
  }
  if (event->kind == EventKind::kIgnored) return reply(accepted());
  keep(*event, portal.value_or(PortalId{0}), request.body, std::move(reply));
}

void EventHandler::keep(const Event& event, PortalId portal, const std::string& body, http::Reply reply) {
  NewRow row{portal, event.kind, event.object_id, {}, clock_.now()};
  if (event.kind == EventKind::kApplication) row.payload = body;
  // Shared, so that it is still here when the writer does not take it.
  const auto shared = std::make_shared<http::Reply>(std::move(reply));
  const bool queued = writer_.append(std::move(row), [this, shared](const Status& stored) {
    if (stored) return (*shared)(accepted());
    refuse(stored.error(), nullptr, *shared);
  });
  if (!queued) refuse({ErrorKind::kUnavailable, "event.busy", {}}, &event, *shared);
}

bool EventHandler::room_for_stranger() {
  const std::lock_guard<std::mutex> lock(strangers_mutex_);
  const std::int64_t minute = to_ms(clock_.now()) / 60'000;
  if (minute != strangers_minute_) {
    strangers_minute_ = minute;
    strangers_ = 0;
  }
  return ++strangers_ <= kStrangersAMinute;
}

void EventHandler::refuse(const Error& error, const Event* event, const http::Reply& reply) {
  if (log_) {
    std::string line = "event refused: " + error.code;
    if (!error.detail.empty()) line += " (" + error.detail + ")";
    if (event != nullptr) line += ", event " + event->name + ", portal " + event->member_id;
    log_(line);
  }
  http::Response response = http::error_response({error.kind, error.code, {}});
  // Whatever keeps an event from being stored, the portal is to hear that it is not stored: 5xx.
  if (error.code.rfind("db.", 0) == 0) response.status = 503;
  reply(std::move(response));
}

}  // namespace sd::webhooks
