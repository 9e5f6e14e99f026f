// One event of a portal, as far as we act on it. Pure. Source: portal-api.md 3.3, A.1.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "extension/core/result.h"
#include "webhooks/rules/form.h"

namespace sd::webhooks {

// What an event is about. Events say "changed", never "what": the object is read afterwards.
enum class EventKind {
  kTicket,       // object_id: the task
  kGroup,        // object_id: the group
  kGroupGone,    // object_id: the group
  kCompany,      // object_id: the company
  kUser,         // object_id: the user
  kApplication,  // installed, updated, uninstalled; the whole form is kept
  kQueue,        // the portal's offline queue has rows; a wake-up call, nothing to keep
  kUnreadable,   // a row of the offline queue whose object cannot be told; the row is kept
  kIgnored,      // nothing of ours
};
std::string_view to_string(EventKind kind);  // "ticket", "group", ...: as in the database
std::optional<EventKind> event_kind_from(std::string_view text);

struct Event {
  std::string name;  // upper case
  EventKind kind = EventKind::kIgnored;
  std::int64_t object_id = 0;
  std::string member_id;
  std::string application_token;  // secret

  // May come from a portal we do not know yet, or with a token we do not know yet: what it says is proved
  // by the portal's own servers later.
  bool first_contact() const { return name == "ONAPPINSTALL" || name == "ONAPPUPDATE"; }
};

struct Subject {
  EventKind kind = EventKind::kIgnored;
  std::int64_t object_id = 0;
};

// What an event of that name (upper case) is about. `value` gives its data by their names on the wire, such
// as "data[FIELDS_AFTER][ID]". A name we do not know is kIgnored. Errors: "event.object" (kInvalidArgument:
// the object's id is missing or not a positive number).
using EventValue = std::function<std::optional<std::string_view>(std::string_view name)>;
Result<Subject> subject_of(std::string_view event, const EventValue& value);

// Errors, all kInvalidArgument: "event.name" (none, or not a name), "event.member" (no auth[member_id], or
// not 1 to 64 letters and digits), "event.token" (no auth[application_token]; first contacts may lack it),
// "event.object" (see subject_of).
Result<Event> event_of(const Form& form);

// Takes as long for a wrong token as for the right one. An empty token equals nothing.
bool same_token(std::string_view known, std::string_view given);

}  // namespace sd::webhooks
