// Events: bindings, online deliveries in the making and the offline queue (portal-api 3). Online
// deliveries leave through take_deliveries(); who sends them, and how badly, is not decided here.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "tests/portal/engine/apps.h"
#include "tests/portal/engine/people.h"

namespace sd::portal_double {

// One value of an event's data: where it sits and what it is.
struct EventValue {
  std::vector<std::string> path;
  std::string text;
  bool number = false;
};
using EventData = std::vector<EventValue>;

struct Binding {
  std::int64_t id = 0;
  std::string app, event, handler;  // offline: handler empty
  std::int64_t auth_user = 0;       // 0 = the acting user
  std::string connector;
  bool offline = false;
  Ms min_timeout = 1000;  // of ONOFFLINEEVENT
  Ms last_sent = -1;      // lease time
  bool waiting = false;
};

struct Delivery {
  std::string url, event;
  std::string app;
  std::int64_t handler_id = 0;
  std::int64_t actor = 0;  // whose token goes along; 0 = none
  bool with_refresh = false;
  bool bare = false;  // no tokens at all (ONAPPUNINSTALL)
  std::string application_token, server_scope;
  EventData data;
};

struct OfflineRow {
  std::int64_t id = 0;
  Ms at = 0;
  std::string app, event, message_id, connector, process_id;
  bool error = false;
  std::int64_t user = 0;
  EventData data;
  Ms reserved_at = 0;
};

class Events {
 public:
  Events(const PortalClock& clock, Secrets& secrets, Apps& apps)
      : clock_(&clock), secrets_(&secrets), apps_(&apps) {}

  // Something happened by `actor`: queues offline rows and online deliveries of every installed
  // application bound to it.
  void raise(const std::string& event, EventData data, const Caller& actor);
  // A service event of one application, whether it is bound or not when `url` is given.
  void raise_for_app(const App& app, const std::string& event, EventData data, const std::string& url,
                     std::int64_t user, bool bare);

  // Throws Refusal ERROR_CORE on a duplicate.
  void bind(Binding binding);
  // Returns how many went. An absent auth user means any.
  std::int64_t unbind(const std::string& app, const std::string& event, const std::string& handler,
                      std::optional<std::int64_t> auth_user, bool offline, const std::string& connector);
  const std::vector<Binding>& bindings() const { return bindings_; }
  void forget_app(const std::string& app);

  // Offline queue. `offline_rows` of an application and connector, TIMESTAMP_X ascending, without those that
  // were reserved 30 days ago.
  std::vector<OfflineRow*> offline_rows(const std::string& app, const std::string& connector);
  std::string new_process() { return secrets_->hex(16); }
  // From now on a change of the same thing makes a new row.
  void reserve(OfflineRow& row, const std::string& process);
  // Back into the queue with the mark of an error; gone when a later change of the same thing waits there.
  void release_failed(OfflineRow& row);
  void erase_row(std::int64_t id);
  // Rows of all applications that nobody has cleared yet.
  std::int64_t offline_waiting() const { return static_cast<std::int64_t>(rows_.size()); }

  std::vector<Delivery> take_deliveries();
  // Wakes ONOFFLINEEVENT bindings whose pause is over.
  void tick();

 private:
  void raise_online(const App& app, const std::string& event, const EventData& data, const Caller& actor);
  void raise_offline(const App& app, const std::string& event, const EventData& data, const Caller& actor);
  void wake(const std::string& app);
  void queue_wake(Binding& binding);

  const PortalClock* clock_;
  Secrets* secrets_;
  Apps* apps_;
  std::vector<Binding> bindings_;
  std::deque<Delivery> deliveries_;
  std::map<std::int64_t, OfflineRow> rows_;
  using RowKey = std::tuple<std::string, std::string, std::string>;  // message, app, connector
  std::map<RowKey, std::int64_t> unreserved_;
  std::int64_t next_binding_ = 731, next_row_ = 51;
};

// Event names that can be bound, with the scope each needs ("" = always).
const std::vector<std::pair<std::string, std::string>>& event_catalogue();

// The data of task events (portal-api 3.3).
EventData task_added(std::int64_t task);
EventData task_updated(std::int64_t task);
EventData task_deleted(std::int64_t task);
EventData comment_added(std::int64_t task, std::int64_t comment, bool chat);
EventData comment_changed(std::int64_t task, std::int64_t comment, const std::string& action);
EventData fields_id(std::int64_t id);

}  // namespace sd::portal_double
