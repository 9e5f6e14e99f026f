// What events lead to on the boards: the way from the inbox to kanban's use cases.
#pragma once

#include "extension/core/clock.h"
#include "kanban/card_store.h"
#include "kanban/people.h"
#include "kanban/portal.h"
#include "kanban/sync_stages.h"
#include "kanban/sync_tickets.h"
#include "webhooks/drain_inbox.h"

namespace sd::webhooks {

class KanbanWork final : public EventWork {
 public:
  // All references must outlive this object.
  struct Ports {
    kanban::SyncTickets& tickets;
    kanban::SyncStages& stages;
    kanban::CardStore& cards;
    kanban::PeopleStore& people;
    kanban::Portal& portal;
    const Clock& clock;
  };
  explicit KanbanWork(Ports ports) : ports_(ports) {}

  Status tickets(PortalId portal, std::span<const TicketId> tickets) override;
  // A bound group's name, members and stages are read anew.
  Status group(PortalId portal, GroupId group) override;
  // The group is unbound once the portal confirms that it is gone.
  Status group_gone(PortalId portal, GroupId group) override;
  // Only companies that cards name.
  Status company(PortalId portal, CompanyId company) override;
  Status user(PortalId portal, UserId user) override;

 private:
  Result<std::optional<kanban::BoundGroup>> bound(PortalId portal, GroupId group);
  Result<std::optional<kanban::PortalGroup>> in_portal(PortalId portal, GroupId group);

  Ports ports_;
};

}  // namespace sd::webhooks
