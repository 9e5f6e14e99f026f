// LabourStore in the tables labour and labour_change. LabourCards keeps the groups of records of stored
// cards.
#pragma once

#include "extension/storage/database.h"
#include "reports/labour_store.h"

namespace sd::reports::sql {

class SociLabourStore final : public LabourStore {
 public:
  explicit SociLabourStore(storage::Database& database) : database_(database) {}

  Status put(PortalId portal, std::span<const LabourRecord> records, std::span<const LabourId> gone,
             TimePoint now) override;
  Result<std::vector<LabourRecord>> range(PortalId portal, LabourId after, LabourId to) override;
  Result<std::vector<LabourRecord>> of_tickets(PortalId portal, std::span<const TicketId> tickets) override;
  Result<std::vector<std::int64_t>> seconds_of(PortalId portal, std::span<const TicketId> tickets) override;
  Result<std::vector<LabourRecord>> worked(PortalId portal, TimePoint from, TimePoint to) override;
  Result<LabourId> newest(PortalId portal) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::reports::sql
