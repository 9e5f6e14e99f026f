// Port: the portal's labour records. Implemented by LabourRest (extension/portal) and, in tests, by
// FakeLabourPortal. Source: portal-api.md 4.8.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "extension/core/result.h"
#include "kanban/portal.h"
#include "reports/rules/labour.h"

namespace sd::reports {

struct LabourPage {
  std::vector<LabourRecord> records;  // ascending by id
  bool last = false;                  // no further records behind these
  std::optional<std::int64_t> total;  // of the whole list behind the id asked, where the portal counted
};

struct TicketSpent {
  TicketId ticket;
  std::int64_t seconds = 0;  // TIME_SPENT_IN_LOGS

  friend bool operator==(const TicketSpent&, const TicketSpent&) = default;
};

struct SpentPage {
  std::vector<TicketSpent> tickets;  // ascending by ticket
  bool last = false;
  std::optional<std::int64_t> total;
};

// Always with the background token. Common errors of extension/portal/README.md.
class LabourPortal {
 public:
  virtual ~LabourPortal() = default;

  // Records of all tickets the token's owner sees, with ids above `after`; pages and `expected` as with
  // kanban::Portal::list_rows. Errors: "labour.not_listed" (kPermissionDenied): this portal lists the records
  // of one task at a time only, use of_tickets().
  virtual Result<LabourPage> list(PortalId portal, LabourId after, std::int64_t expected) = 0;

  // All records of these tickets, in no particular order; 50 tickets a request. A ticket that is gone has
  // none.
  virtual Result<std::vector<LabourRecord>> of_tickets(PortalId portal,
                                                       std::span<const TicketId> tickets) = 0;

  // How long the portal says was spent on the group's tickets behind `after`.
  virtual Result<SpentPage> spent(PortalId portal, GroupId group, kanban::TicketShare share, TicketId after,
                                  std::int64_t expected) = 0;
};

}  // namespace sd::reports
