// POST /b24/event: decodes the portal's form, compares the application token, keeps the event durably, and
// answers 200 only then. Never calls the portal. Source: portal-api.md 2.6, 3.3.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "extension/core/clock.h"
#include "extension/http/message.h"
#include "kanban/sync_health.h"
#include "webhooks/inbox_writer.h"
#include "webhooks/known_portals.h"

namespace sd::webhooks {

class EventHandler {
 public:
  // One line for the log: what happened, and to whom as far as that is no secret.
  using Log = std::function<void(std::string_view line)>;
  // The portal's offline queue has rows.
  using QueueWoken = std::function<void(PortalId portal)>;

  // All references must outlive this object. First contacts of strangers are kept up to 30 a minute.
  EventHandler(KnownPortals& portals, InboxWriter& writer, kanban::SyncHealth& health, const Clock& clock,
               Log log, QueueWoken queue_woken)
      : portals_(portals),
        writer_(writer),
        health_(health),
        clock_(clock),
        log_(std::move(log)),
        queue_woken_(std::move(queue_woken)) {}

  // 200 `{}` stored (or nothing to store); 400 form.* and event.*; 403 "event.denied" (unknown portal or
  // wrong token, not told apart); 503 "event.busy", "event.strangers", db.* (nothing is stored). Does not
  // wait.
  void handle(const http::Request& request, http::Reply reply);

 private:
  void keep(const Event& event, PortalId portal, const std::string& body, http::Reply reply);
  bool room_for_stranger();
  void refuse(const Error& error, const Event* event, const http::Reply& reply);

  KnownPortals& portals_;
  InboxWriter& writer_;
  kanban::SyncHealth& health_;
  const Clock& clock_;
  const Log log_;
  const QueueWoken queue_woken_;
  std::mutex strangers_mutex_;
  std::int64_t strangers_minute_ = 0;
  int strangers_ = 0;
};

}  // namespace sd::webhooks
