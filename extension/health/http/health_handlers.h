// How the health page asks: /api/health and below. Administrators of the portal only (the route's guard).
#pragma once

#include <functional>

#include "extension/core/clock.h"
#include "extension/health/look.h"
#include "extension/http/message.h"
#include "extension/session/session.h"
#include "kanban/card_store.h"
#include "kanban/fill_store.h"
#include "kanban/people.h"

namespace sd::health {

class HealthHandlers {
 public:
  struct Parts {
    Look& look;
    webhooks::SetAside& inbox;
    kanban::PeopleStore& people;
    kanban::FillStore& fill;
    const Clock& clock;
    std::function<Result<std::vector<kanban::BoundGroup>>(PortalId portal)> groups;
    std::function<Result<bool>(PortalId portal)> installed;
    std::function<void(PortalId portal)> rows_due;     // rows run again: wakes the drain
    std::function<void(const std::string& line)> log;  // who ran or discarded what; no text from people
  };
  explicit HealthHandlers(Parts parts) : parts_(std::move(parts)) {}

  // GET /api/health of the session's portal. Instants are UTC ms or null.
  //   now_ms      the service's clock
  //   healthy     false: something needs attention
  //   concerns    [{code, level: "note"|"attention", since_ms, count}], the most pressing first
  //   figures     {"queue.polled_at": …, …}: every figure that was recorded (kanban/rules/sync_figures.h)
  //   inbox       {waiting, oldest_waiting_ms, set_aside, last_done_ms}
  //   aside       the latest 100 rows set aside: [{id, kind, object, reason, attempts, received_ms,
  //               set_aside_ms}]
  //   tokens      [{user, name, renewed_ms}], the installing administrator's first
  //   backfill    {phase, running, requests, started_ms, finished_ms, left_ms, planned, done,
  //               phases: [{phase, planned, done}], groups: [{group, name, planned, done}]}; of the bound
  //               groups, as far as they are counted
  http::Response health(const session::Session& session);

  // POST /api/health/aside/again and …/discard with {"ids": [1, 2]} or {"all": true}. Answers {"rows": N}.
  // Errors: "request.json", "request.ids" (no ids and not all, or more than 1,000).
  http::Response run_again(const session::Session& session, const http::Request& request);
  http::Response discard(const session::Session& session, const http::Request& request);

 private:
  Parts parts_;
};

}  // namespace sd::health
