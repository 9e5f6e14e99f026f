#include "tests/portal/engine/events.h"

#include <algorithm>

#include "tests/portal/engine/iso_time.h"
#include "tests/portal/engine/refusal.h"

namespace sd::portal_double {
namespace {

std::string message_of(const std::string& event, const EventData& data) {
  std::string text = event;
  for (const EventValue& value : data) {
    for (const std::string& part : value.path) text += '\x1f' + part;
    text += '=' + value.text;
  }
  return digest(text);
}

constexpr Ms kReservedLife = 30LL * 24 * 3'600'000;

bool same_place(const Binding& a, const Binding& b) {
  return a.app == b.app && a.event == b.event && a.handler == b.handler && a.auth_user == b.auth_user &&
         a.connector == b.connector && a.offline == b.offline;
}

}  // namespace

void Events::raise(const std::string& event, EventData data, const Caller& actor) {
  for (const auto& [client_id, app] : apps_->all()) {
    if (!app.installed || !app.active) continue;
    raise_offline(app, event, data, actor);
    raise_online(app, event, data, actor);
  }
}

void Events::raise_online(const App& app, const std::string& event, const EventData& data,
                          const Caller& actor) {
  for (const Binding& binding : bindings_) {
    if (binding.offline || binding.app != app.client_id || binding.event != event) continue;
    Delivery delivery;
    delivery.url = binding.handler;
    delivery.event = event;
    delivery.app = app.client_id;
    delivery.handler_id = binding.id;
    delivery.actor = binding.auth_user != 0 ? binding.auth_user : actor.user;
    delivery.application_token = app.application_token;
    delivery.data = data;
    deliveries_.push_back(std::move(delivery));
  }
}

void Events::raise_offline(const App& app, const std::string& event, const EventData& data,
                           const Caller& actor) {
  bool queued = false;
  for (const Binding& binding : bindings_) {
    if (!binding.offline || binding.app != app.client_id || binding.event != event) continue;
    if (actor.app == app.client_id && actor.connector == binding.connector) continue;  // its own change
    const std::string message = message_of(event, data);
    const RowKey key{message, app.client_id, binding.connector};
    const Ms at = whole_seconds(clock_->now());
    const auto waiting = unreserved_.find(key);
    if (waiting != unreserved_.end()) {
      rows_.at(waiting->second).at = at;
      rows_.at(waiting->second).user = actor.user;
    } else {
      const std::int64_t id = next_row_++;
      rows_[id] = {id, at, app.client_id, event, message, binding.connector, {}, false, actor.user, data, 0};
      unreserved_[key] = id;
    }
    queued = true;
  }
  if (queued) wake(app.client_id);
}

void Events::wake(const std::string& app) {
  for (Binding& binding : bindings_) {
    if (binding.offline || binding.app != app || binding.event != "ONOFFLINEEVENT") continue;
    const Ms now = clock_->lease_now();
    if (binding.last_sent < 0 || now - binding.last_sent >= binding.min_timeout) {
      queue_wake(binding);
    } else {
      binding.waiting = true;
    }
  }
}

void Events::queue_wake(Binding& binding) {
  const App* app = apps_->find(binding.app);
  if (!app) return;
  binding.waiting = false;
  binding.last_sent = clock_->lease_now();
  Delivery delivery;
  delivery.url = binding.handler;
  delivery.event = "ONOFFLINEEVENT";
  delivery.app = app->client_id;
  delivery.handler_id = binding.id;
  delivery.actor = binding.auth_user != 0 ? binding.auth_user : 1;
  delivery.with_refresh = true;
  delivery.application_token = app->application_token;
  deliveries_.push_back(std::move(delivery));
}

void Events::tick() {
  for (Binding& binding : bindings_) {
    if (binding.waiting && clock_->lease_now() - binding.last_sent >= binding.min_timeout)
      queue_wake(binding);
  }
}

void Events::raise_for_app(const App& app, const std::string& event, EventData data, const std::string& url,
                           std::int64_t user, bool bare) {
  Delivery delivery;
  delivery.event = event;
  delivery.app = app.client_id;
  delivery.actor = user;
  delivery.bare = bare;
  delivery.with_refresh = event == "ONAPPINSTALL";
  delivery.application_token = app.application_token;
  delivery.server_scope = app.scope_list();
  delivery.data = std::move(data);
  if (!url.empty()) {
    delivery.url = url;
    deliveries_.push_back(delivery);
  }
  for (const Binding& binding : bindings_) {
    if (binding.offline || binding.app != app.client_id || binding.event != event) continue;
    if (binding.handler == url) continue;
    delivery.url = binding.handler;
    delivery.handler_id = binding.id;
    deliveries_.push_back(delivery);
  }
}

void Events::bind(Binding binding) {
  for (const Binding& known : bindings_) {
    if (same_place(known, binding)) {
      throw core_error("Unable to set event handler: Handler already binded");
    }
  }
  binding.id = next_binding_++;
  bindings_.push_back(std::move(binding));
}

std::int64_t Events::unbind(const std::string& app, const std::string& event, const std::string& handler,
                            std::optional<std::int64_t> auth_user, bool offline,
                            const std::string& connector) {
  return static_cast<std::int64_t>(std::erase_if(bindings_, [&](const Binding& known) {
    return known.app == app && known.event == event && known.offline == offline &&
           (offline || known.handler == handler) && (!auth_user || known.auth_user == *auth_user) &&
           known.connector == connector;
  }));
}

void Events::forget_app(const std::string& app) {
  std::erase_if(bindings_, [&](const Binding& known) { return known.app == app; });
  std::erase_if(rows_, [&](const auto& entry) { return entry.second.app == app; });
  std::erase_if(unreserved_, [&](const auto& entry) { return std::get<1>(entry.first) == app; });
}

std::vector<OfflineRow*> Events::offline_rows(const std::string& app, const std::string& connector) {
  std::erase_if(rows_, [this](const auto& entry) {
    const OfflineRow& row = entry.second;
    return !row.process_id.empty() && clock_->lease_now() - row.reserved_at > kReservedLife;
  });
  std::vector<OfflineRow*> found;
  for (auto& [id, row] : rows_) {
    if (row.app == app && row.connector == connector) found.push_back(&row);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const OfflineRow* a, const OfflineRow* b) { return a->at < b->at; });
  return found;
}

void Events::reserve(OfflineRow& row, const std::string& process) {
  const auto key = unreserved_.find({row.message_id, row.app, row.connector});
  if (key != unreserved_.end() && key->second == row.id) unreserved_.erase(key);
  row.process_id = process;
  row.reserved_at = clock_->lease_now();
}

void Events::release_failed(OfflineRow& row) {
  const RowKey key{row.message_id, row.app, row.connector};
  if (unreserved_.contains(key)) return erase_row(row.id);
  row.process_id.clear();
  row.error = true;
  unreserved_[key] = row.id;
}

void Events::erase_row(std::int64_t id) {
  const auto row = rows_.find(id);
  if (row == rows_.end()) return;
  const auto key = unreserved_.find({row->second.message_id, row->second.app, row->second.connector});
  if (key != unreserved_.end() && key->second == id) unreserved_.erase(key);
  rows_.erase(row);
}

std::vector<Delivery> Events::take_deliveries() {
  std::vector<Delivery> out(std::make_move_iterator(deliveries_.begin()),
                            std::make_move_iterator(deliveries_.end()));
  deliveries_.clear();
  return out;
}

}  // namespace sd::portal_double
