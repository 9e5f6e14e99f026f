// The zone in which the portal's server writes its dates, which carry none. Source: portal-api.md 9.1.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "extension/core/result.h"
#include "extension/core/time.h"

namespace date {
class time_zone;
}

namespace sd::portal_db {

// What a DATETIME column holds.
enum class DateFault { kNone, kZero, kWrong };

class ServerZone {
 public:
  // `name`: of the IANA database ("Europe/Moscow") or "UTC". Errors: "portal_db.zone" (kInvalidArgument).
  static Result<ServerZone> named(const std::string& name);

  const std::string& name() const { return name_; }

  // "2024-05-01 12:30:00" as an instant. An hour that comes twice is the earlier one; one that was skipped is
  // the instant of the skip. Absent with a `fault`: zeroes, or no date at all.
  std::optional<TimePoint> instant(std::string_view text, DateFault& fault) const;

 private:
  ServerZone(std::string name, const date::time_zone* zone) : name_(std::move(name)), zone_(zone) {}

  std::string name_;
  const date::time_zone* zone_;
  // The stretch of local time asked for last, in which one offset is in force: dates come in clusters, and
  // asking the zone costs a hundred times as much. Each thread has its own copy of the whole.
  mutable std::int64_t from_ = 0, to_ = 0, offset_ = 0;
};

}  // namespace sd::portal_db
