// What each kind of event leads to: the present state is read from the portal and kept.
#pragma once

#include "extension/core/clock.h"
#include "extension/installation/application_events.h"
#include "kanban/http/board_reader.h"
#include "kanban/people.h"
#include "kanban/sync_stages.h"
#include "kanban/sync_tickets.h"
#include "webhooks/drain_inbox.h"
#include "webhooks/looks.h"

namespace sd::app {

class EventWork final : public webhooks::EventWork {
 public:
  struct Parts {
    kanban::SyncTickets& tickets;
    kanban::SyncStages& stages;
    kanban::CardStore& cards;
    kanban::PeopleStore& people;
    kanban::Portal& portal;
    kanban::BoardReader& boards;
    const Clock& clock;
    webhooks::Looks& looks;
    std::function<void(PortalId portal, const kanban::SyncOutcome& outcome)>
        synced;  // for the log and the counts
    // From one writing back to the next; none: at once.
    std::function<Millis(PortalId portal)> gather_writes = {};
  };
  explicit EventWork(Parts parts) : parts_(std::move(parts)) {}

  // Where requests are short, what stage and status owe each other is written back now and then, for many
  // tickets at once: those come later.
  Result<Looked> tickets(PortalId portal, std::span<const TicketId> tickets) override;
  // Stages and members of a bound group; any other group is nothing of ours.
  Status group(PortalId portal, GroupId group) override;
  // Unbinds the group when the portal confirms that it is gone.
  Status group_gone(PortalId portal, GroupId group) override;
  Status company(PortalId portal, CompanyId company) override;
  Status user(PortalId portal, UserId user) override;

 private:
  Result<bool> bound(PortalId portal, GroupId group);
  Result<Looked> look(PortalId portal, std::span<const TicketId> tickets, kanban::WriteBack write_back);

  Parts parts_;
};

// The inbox's application events, handled by the installation.
class ApplicationEventsInbox final : public webhooks::AppEvents {
 public:
  explicit ApplicationEventsInbox(installation::ApplicationEvents& events) : events_(events) {}
  Status handle(std::string_view event, const Fields& fields) override {
    return events_.handle(event, fields);
  }

 private:
  installation::ApplicationEvents& events_;
};

}  // namespace sd::app
