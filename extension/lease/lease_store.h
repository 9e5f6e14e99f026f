// Port: the lease rows. Implemented by SociLeaseStore.
#pragma once

#include <optional>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/lease/rules/claim.h"

namespace sd::lease {

class LeaseStore {
 public:
  virtual ~LeaseStore() = default;

  // Errors, here and below: "db.*".
  virtual Result<std::optional<LeaseRow>> find(PortalId portal) = 0;

  // Puts `next` in place of `seen` (nullopt: of no row). False when another row stands there, and nothing is
  // changed then. `now`: for people who look at the table.
  virtual Result<bool> replace(PortalId portal, const std::optional<LeaseRow>& seen, const LeaseRow& next,
                               TimePoint now) = 0;
};

}  // namespace sd::lease
