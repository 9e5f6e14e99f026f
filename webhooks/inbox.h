// Port: the events that were accepted and not worked in yet. Implemented by SociInbox.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/core/time.h"
#include "webhooks/rules/event.h"

namespace sd::webhooks {

// An event about to be kept. `portal` 0: a first contact nobody has vouched for yet.
struct NewRow {
  PortalId portal;
  EventKind kind = EventKind::kTicket;
  std::int64_t object_id = 0;
  std::string payload;  // the whole form of an application event, else ""; kept sealed
  TimePoint received_at;
};

// A row of the portal's offline queue about to be kept, once however often it is read. The portal gives a
// second change within the same second the same message and the same time, but another number.
struct NewQueueRow {
  NewRow row;
  std::int64_t number = 0;  // the row's ID; 0: it has no key, and is kept as often as it is read
  std::string event, message_id;
  TimePoint changed_at;
};

struct InboxRow {
  std::int64_t id = 0;  // unique per portal, ascending in the order of acceptance
  EventKind kind = EventKind::kTicket;
  std::int64_t object_id = 0;
  std::string payload;
  int attempts = 0;
};

struct Settlement {
  enum class Outcome { kDone, kRetry, kSetAside };
  std::int64_t id = 0;
  Outcome outcome = Outcome::kDone;
  int attempts = 0;
  TimePoint due_at;    // kRetry
  std::string reason;  // an error's code, never its detail
};

struct Waiting {
  PortalId portal;
  TimePoint earliest;  // when its first row is due
};

struct InboxCounts {
  std::int64_t waiting = 0;
  std::int64_t set_aside = 0;
};

class Inbox {
 public:
  virtual ~Inbox() = default;

  // All rows or none; on the disk when it returns. Errors: "db.*".
  virtual Status append(std::span<const NewRow> rows) = 0;

  // Keeps the rows that were not kept before, by (portal, number, event, message, time). All or none; on the
  // disk when it returns. Returns how many were new. Errors: "db.*".
  virtual Result<std::size_t> append_once(std::span<const NewQueueRow> rows) = 0;

  // Every portal with rows that are neither done nor set aside.
  virtual Result<std::vector<Waiting>> waiting() = 0;
  // What the portal's waiting rows of that kind are about; an object may come twice.
  virtual Result<std::vector<std::int64_t>> waiting_objects(PortalId portal, EventKind kind) = 0;
  // Rows due at `now`, oldest first, at most `limit`. A payload that cannot be opened any more comes as "".
  virtual Result<std::vector<InboxRow>> due(PortalId portal, TimePoint now, std::size_t limit) = 0;
  // Rows that are not there any more are skipped.
  virtual Status settle(PortalId portal, std::span<const Settlement> settlements, TimePoint now) = 0;

  // Deletes rows done before `done_before` and set aside before `aside_before`, and what append_once
  // remembers from before `done_before`; at most about `limit` of each. Returns how many.
  virtual Result<std::int64_t> purge(TimePoint done_before, TimePoint aside_before, std::size_t limit) = 0;
  // Keeps the files short; called now and then, from any thread.
  virtual Status tidy() = 0;
  virtual Result<InboxCounts> counts() = 0;
};

}  // namespace sd::webhooks
