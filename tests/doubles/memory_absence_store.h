// AbsenceStore in memory: what a test has put there.
#pragma once

#include <vector>

#include "reports/absence_store.h"

namespace sd::test {

class MemoryAbsenceStore final : public reports::AbsenceStore {
 public:
  Result<std::vector<reports::Absence>> absences(PortalId, const reports::Period& period) override {
    std::vector<reports::Absence> met;
    for (const reports::Absence& absence : all) {
      if (absence.from < period.to && absence.to > period.from) met.push_back(absence);
    }
    return met;
  }

  std::vector<reports::Absence> all;  // by user and day
};

}  // namespace sd::test
