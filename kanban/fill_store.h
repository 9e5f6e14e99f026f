// Port: how far the back-fill of a portal has come, so that it goes on from there after any stop. Implemented
// by SociFillStore and, in tests, by MemoryFillStore.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/core/time.h"

namespace sd::kanban {

// In the order they run (back_fill.h); kUsers, kCompanies, kAgain, kLabour and kClosedHistory are of the
// whole portal. kAgain runs only when it is asked for; kImport is of import_tickets.h and stands for the four
// phases of tickets.
enum class FillPhase {
  kUsers,
  kOpen,
  kOpenHistory,
  kClosed,
  kCompanies,
  kAgain,
  kLabour,
  kClosedHistory,
  kImport
};
std::string_view to_string(FillPhase phase);  // "users", "open", "open_history", ...; kept in databases
std::optional<FillPhase> fill_phase_from(std::string_view text);

struct FillPoint {
  FillPhase phase = FillPhase::kUsers;
  GroupId group;              // 0: the whole portal
  std::int64_t position = 0;  // the last id taken; where the phase goes on
  std::int64_t planned = 0;   // objects, as far as they are counted yet
  std::int64_t done = 0;
  std::int64_t requests = 0;  // HTTP requests the portal was sent for it
  std::optional<TimePoint> started_at;
  std::optional<TimePoint> finished_at;

  friend bool operator==(const FillPoint&, const FillPoint&) = default;
};

class FillStore {
 public:
  virtual ~FillStore() = default;

  // By group and phase; those never put are not among them.
  virtual Result<std::vector<FillPoint>> points(PortalId portal) = 0;
  virtual Status put(PortalId portal, const FillPoint& point) = 0;  // insert or update
};

}  // namespace sd::kanban
