// Port: the queue of changes that a portal keeps for the application until it is taken. Implemented by
// OfflineQueueRest (extension/portal). Source: portal-api.md 3.6.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/core/time.h"

namespace sd::webhooks {

struct QueueRow {
  std::int64_t number = 0;                               // the row's ID; 0: not readable
  std::string event;                                     // upper case
  std::string message_id;                                // 32 characters; else not readable
  TimePoint changed_at;                                  // in whole seconds of the portal's clock
  std::map<std::string, std::string, std::less<>> data;  // by name on the wire: "data[FIELDS_AFTER][ID]"

  // What tells this row from every other; without it the row can neither be recognised nor cleared alone.
  bool has_key() const { return number > 0 && message_id.size() == 32; }
};

struct QueueBatch {
  std::string process;  // "": the portal keeps none of these rows any more
  std::vector<QueueRow> rows;
};

// Rows that were reserved and never cleared, and rows that somebody has marked as failed.
struct QueueLeftovers {
  std::vector<std::string> processes;
  bool failed = false;
};

class OfflineQueue {
 public:
  virtual ~OfflineQueue() = default;

  // Beside the errors of extension/portal/README.md: "portal.unlicensed" (kPermissionDenied) where the
  // portal's licence does not let rows be reserved, "portal.lost" (kUnavailable) when no answer came and the
  // request may have been carried out. None is repeated inside.

  // Reserves the oldest rows, at most `limit`, under a process of their own; with `cleared`, deletes that
  // batch in the same request before. `failed`: rows marked as failed instead of the others.
  virtual Result<QueueBatch> reserve(PortalId portal, std::size_t limit, bool failed,
                                     const QueueBatch* cleared) = 0;
  // What is left of a reserved batch, at most `limit` rows of it; nothing changes.
  virtual Result<QueueBatch> reserved(PortalId portal, const std::string& process, std::size_t limit) = 0;
  // Takes the oldest rows and deletes them in the portal at once: they are lost with the answer.
  virtual Result<QueueBatch> take(PortalId portal, std::size_t limit) = 0;
  // Deletes the rows of the batch, and with a row that has no key all of its process.
  virtual Status clear(PortalId portal, const QueueBatch& batch) = 0;
  virtual Result<QueueLeftovers> leftovers(PortalId portal) = 0;
};

}  // namespace sd::webhooks
