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

  // Every portal with rows that are neither done nor set aside.
  virtual Result<std::vector<Waiting>> waiting() = 0;
  // Rows due at `now`, oldest first, at most `limit`. A payload that cannot be opened any more comes as "".
  virtual Result<std::vector<InboxRow>> due(PortalId portal, TimePoint now, std::size_t limit) = 0;
  // Rows that are not there any more are skipped.
  virtual Status settle(PortalId portal, std::span<const Settlement> settlements, TimePoint now) = 0;

  // Deletes rows done before `done_before` and set aside before `aside_before`, at most `limit`; returns how
  // many.
  virtual Result<std::int64_t> purge(TimePoint done_before, TimePoint aside_before, std::size_t limit) = 0;
  // Keeps the files short; called now and then, from any thread.
  virtual Status tidy() = 0;
  virtual Result<InboxCounts> counts() = 0;
};

}  // namespace sd::webhooks
