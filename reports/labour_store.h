// Port: where labour records are kept. Implemented by SociLabourStore and, in tests, by MemoryLabourStore;
// both pass tests/contract/stores/labour_store_contract.h.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "extension/core/result.h"
#include "reports/rules/labour.h"

namespace sd::reports {

class LabourStore {
 public:
  virtual ~LabourStore() = default;

  // Inserts or replaces by id, in one transaction with the forgetting. What is replaced by something else or
  // forgotten is known as changed at `now`: LabourFacts::changed_since().
  virtual Status put(PortalId portal, std::span<const LabourRecord> records, std::span<const LabourId> gone,
                     TimePoint now) = 0;

  // Ids above `after` up to and including `to`, ascending.
  virtual Result<std::vector<LabourRecord>> range(PortalId portal, LabourId after, LabourId to) = 0;
  // Ticket by ticket as asked, ascending by id.
  virtual Result<std::vector<LabourRecord>> of_tickets(PortalId portal,
                                                       std::span<const TicketId> tickets) = 0;
  // Sums of these tickets in their order; 0 where there is none.
  virtual Result<std::vector<std::int64_t>> seconds_of(PortalId portal,
                                                       std::span<const TicketId> tickets) = 0;
  // Records by their work date in [from, to), ascending by (work_at, id).
  virtual Result<std::vector<LabourRecord>> worked(PortalId portal, TimePoint from, TimePoint to) = 0;
  // The highest id kept; 0 when there is none.
  virtual Result<LabourId> newest(PortalId portal) = 0;
};

}  // namespace sd::reports
