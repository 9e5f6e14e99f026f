// Port: who is away on which days, as people have set it on the settings page. Implemented by
// SociAbsenceStore and, in tests, by MemoryAbsenceStore. Source: domain.md 6, 8.
#pragma once

#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "reports/rules/report.h"

namespace sd::reports {

// Whole local days [from, to) of the portal's zone, days off among them or not.
struct Absence {
  UserId user;
  std::chrono::sys_days from;
  std::chrono::sys_days to;

  friend bool operator==(const Absence&, const Absence&) = default;
};

class AbsenceStore {
 public:
  virtual ~AbsenceStore() = default;

  // Those that meet the period, whole, by user and day. A person's absences never overlap.
  virtual Result<std::vector<Absence>> absences(PortalId portal, const Period& period) = 0;
};

}  // namespace sd::reports
