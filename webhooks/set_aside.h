// Port: the inbox as a person looks at it: how far behind it is, and the rows that were given up. Implemented
// by SociSetAside.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/core/time.h"
#include "webhooks/rules/event.h"

namespace sd::webhooks {

struct AsideRow {
  std::int64_t id = 0;
  EventKind kind = EventKind::kTicket;
  std::int64_t object_id = 0;  // the task, the group, ...; 0: none
  std::string reason;          // an error's code
  std::int64_t attempts = 0;
  TimePoint received_at;
  TimePoint set_aside_at;

  friend bool operator==(const AsideRow&, const AsideRow&) = default;
};

struct Backlog {
  std::int64_t waiting = 0;                 // neither done nor set aside
  std::optional<TimePoint> oldest_waiting;  // accepted then
  std::int64_t set_aside = 0;
  std::optional<TimePoint> last_done;

  friend bool operator==(const Backlog&, const Backlog&) = default;
};

// Rows by their ids, or every row set aside when `all`.
struct AsideChoice {
  std::vector<std::int64_t> ids;
  bool all = false;
};

class SetAside {
 public:
  virtual ~SetAside() = default;

  // All methods: errors "db.*".
  virtual Result<Backlog> backlog(PortalId portal) = 0;
  // The latest first, at most `limit`.
  virtual Result<std::vector<AsideRow>> rows(PortalId portal, std::size_t limit) = 0;
  // Due at once, with all attempts before them. Rows that are not set aside (any more) are left alone.
  // Returns how many will run; the caller wakes the drain.
  virtual Result<std::int64_t> run_again(PortalId portal, const AsideChoice& choice, TimePoint now) = 0;
  // Removes them for good; what they were about is then left to reconciliation. Returns how many.
  virtual Result<std::int64_t> discard(PortalId portal, const AsideChoice& choice) = 0;
};

// Removes what the application was told under a token from before the last installation and nobody can prove
// any more ("install.wrong_token"): that installation has answered it. Returns how many. Errors: "db.*".
Result<std::int64_t> discard_void(SetAside& inbox, PortalId portal);

}  // namespace sd::webhooks
