// Scope task: labour records (portal-api.md 4.8). Their methods take arguments by position.
#pragma once

#include "extension/portal/caller.h"
#include "reports/labour_portal.h"

namespace sd::portal {

class LabourRest final : public reports::LabourPortal {
 public:
  explicit LabourRest(Caller& caller) : caller_(caller) {}

  Result<reports::LabourPage> list(PortalId portal, reports::LabourId after, std::int64_t expected) override;
  Result<std::vector<reports::LabourRecord>> of_tickets(PortalId portal,
                                                        std::span<const TicketId> tickets) override;
  Result<reports::SpentPage> spent(PortalId portal, GroupId group, kanban::TicketShare share, TicketId after,
                                   std::int64_t expected) override;

 private:
  Caller& caller_;
};

}  // namespace sd::portal
