// Port: sums of labour records as plan reports need them, at a cost that depends on the days asked for and
// not on the years kept. Implemented by SociLabourFacts; tests/integration/reports/labour_facts_test.cpp
// holds it to its word on both engines. Source: domain.md 8.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "extension/core/result.h"
#include "extension/core/zone.h"
#include "reports/rules/employee_plan.h"
#include "reports/rules/labour.h"
#include "reports/rules/ticket_line.h"

namespace sd::reports {

// Whose records count.
struct LabourScope {
  PortalId portal;
  std::vector<GroupId> groups;  // of the tickets' cards; none: nothing counts
  std::optional<UserId> user;
  std::optional<CompanyId> company;  // of the tickets' cards; 0: those of no company
  std::vector<UserId> excluded;
};

struct CompanySeconds {
  CompanyId company;
  std::int64_t seconds = 0;

  friend bool operator==(const CompanySeconds&, const CompanySeconds&) = default;
};

class LabourFacts {
 public:
  virtual ~LabourFacts() = default;

  // All work dates are in [from, to). Errors: "db.*".

  // By person and the zone's day, ascending.
  virtual Result<std::vector<WorkedDay>> by_day(const LabourScope& scope, const Period& period,
                                                const Zone& zone) = 0;
  // Ascending by company.
  virtual Result<std::vector<CompanySeconds>> by_company(const LabourScope& scope, TimePoint from,
                                                         TimePoint to) = 0;
  // The most first, then by ticket.
  virtual Result<std::vector<TicketSeconds>> by_ticket(const LabourScope& scope, TimePoint from,
                                                       TimePoint to) = 0;
  // The records one by one, ascending by (work_at, id), as they are read; stops when `take` says false.
  virtual Status each_record(const LabourScope& scope, TimePoint from, TimePoint to,
                             const std::function<bool(const LabourRecord& record)>& take) = 0;
  // Was any record of these work dates made, edited or deleted at `since` or later?
  virtual Result<bool> changed_since(const LabourScope& scope, TimePoint from, TimePoint to,
                                     TimePoint since) = 0;

  // The known ones, in the order asked. Only portal and excluded of the scope count.
  virtual Result<std::vector<TicketLine>> lines(const LabourScope& scope,
                                                std::span<const TicketId> tickets) = 0;
  // Change requests done in [from, to) of the scope's groups and company and, as assignee, user; ascending by
  // ticket. Those of excluded assignees are left out.
  virtual Result<std::vector<TicketLine>> changes_done(const LabourScope& scope, TimePoint from,
                                                       TimePoint to) = 0;
  // Cards in queue and work, likewise.
  virtual Result<std::vector<QueuedCard>> queued(const LabourScope& scope) = 0;
  // Titles of the known ones, in no particular order.
  virtual Result<std::vector<std::pair<TicketId, std::string>>> titles(PortalId portal,
                                                                       std::span<const TicketId> tickets) = 0;
  // Companies of the known ones, likewise.
  virtual Result<std::vector<std::pair<TicketId, CompanyId>>> companies(
      PortalId portal, std::span<const TicketId> tickets) = 0;
  // Companies that open cards of the scope's groups name, ascending; without 0.
  virtual Result<std::vector<CompanyId>> served(const LabourScope& scope) = 0;
};

}  // namespace sd::reports
