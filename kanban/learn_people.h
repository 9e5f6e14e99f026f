// Use case: know the people and companies that tickets name, and which of the people are clients.
#pragma once

#include <span>

#include "kanban/people.h"
#include "kanban/portal.h"
#include "kanban/rules/group_rules.h"

namespace sd::kanban {

class LearnPeople {
 public:
  LearnPeople(Portal& portal, PeopleStore& people) : portal_(portal), people_(people) {}

  // The clients among all users these reads name (creators, assignees, everybody in the histories). Users and
  // companies not known yet are asked of the portal once and kept; whom the portal hides is kept by the name
  // the ticket carries. A portal that does not answer this does not fail the run: it is asked again next
  // time. Errors: those of the store.
  Result<Clients> run(PortalId portal, std::span<const TicketRead> reads, TimePoint now);

  // The same without the companies: a long run asks for them once, at its end.
  Result<Clients> people_only(PortalId portal, std::span<const TicketRead> reads, TimePoint now);
  // Asks for those of `wanted` that are not known and keeps them; returns how many were told.
  Result<std::int64_t> name_companies(PortalId portal, std::span<const CompanyId> wanted, TimePoint now);

 private:
  Status learn_users(PortalId portal, std::span<const TicketRead> reads, std::span<const UserId> unknown,
                     TimePoint now, Clients& clients);
  Status learn_companies(PortalId portal, std::span<const TicketRead> reads, TimePoint now);

  Portal& portal_;
  PeopleStore& people_;
};

}  // namespace sd::kanban
