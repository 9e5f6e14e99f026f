// LabourFacts in the tables labour, labour_change and card.
#pragma once

#include "extension/storage/database.h"
#include "reports/labour_facts.h"

namespace sd::reports::sql {

class SociLabourFacts final : public LabourFacts {
 public:
  explicit SociLabourFacts(storage::Database& database) : database_(database) {}

  Result<std::vector<WorkedDay>> by_day(const LabourScope& scope, const Period& period,
                                        const Zone& zone) override;
  Result<std::vector<CompanySeconds>> by_company(const LabourScope& scope, TimePoint from,
                                                 TimePoint to) override;
  Result<std::vector<TicketSeconds>> by_ticket(const LabourScope& scope, TimePoint from,
                                               TimePoint to) override;
  Status each_record(const LabourScope& scope, TimePoint from, TimePoint to,
                     const std::function<bool(const LabourRecord& record)>& take) override;
  Result<bool> changed_since(const LabourScope& scope, TimePoint from, TimePoint to,
                             TimePoint since) override;
  Result<std::vector<TicketLine>> lines(const LabourScope& scope, std::span<const TicketId> tickets) override;
  Result<std::vector<TicketLine>> changes_done(const LabourScope& scope, TimePoint from,
                                               TimePoint to) override;
  Result<std::vector<QueuedCard>> queued(const LabourScope& scope) override;
  Result<std::vector<std::pair<TicketId, std::string>>> titles(PortalId portal,
                                                               std::span<const TicketId> tickets) override;
  Result<std::vector<std::pair<TicketId, CompanyId>>> companies(PortalId portal,
                                                                std::span<const TicketId> tickets) override;
  Result<std::vector<CompanyId>> served(const LabourScope& scope) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::reports::sql
