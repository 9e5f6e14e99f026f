// Port: who wants to be told when the report of the past month is ready. Implemented by SociMonthlyReaders.
#pragma once

#include <string>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/core/time.h"

namespace sd::reports {

struct MonthlyReader {
  UserId user;
  bool administrator = false;  // of the portal when he asked for it
  std::string lang = "en";
  TimePoint since{};
  std::string told_month;  // "2026-03": of which he was told last; "": of none

  friend bool operator==(const MonthlyReader&, const MonthlyReader&) = default;
};

class MonthlyReaders {
 public:
  virtual ~MonthlyReaders() = default;

  // By user.
  virtual Result<std::vector<MonthlyReader>> readers(PortalId portal) = 0;
  // Inserts or replaces.
  virtual Status put(PortalId portal, const MonthlyReader& reader) = 0;
  virtual Status remove(PortalId portal, UserId user) = 0;
};

}  // namespace sd::reports
