// Reads tasks together with their whole histories, and reads back what was written.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "extension/portal/batch.h"
#include "extension/portal/field_names.h"

namespace sd::portal {

// One TicketRead per id, in the order asked; 48 tickets per request. Tasks are listed before and behind their
// histories; those that changed between are read again, so that state and history fit together. A task that
// cannot be read has an error of its own.
Result<std::vector<kanban::TicketRead>> read_tickets(Caller& caller, const Actor& actor,
                                                     std::span<const TicketId> ids, const FieldNames& names);

// Runs one write and reads the task in the same request. When the answer is lost the task is read instead:
// success if `done` says that it shows the write, else "portal.lost".
struct TicketWrite {
  TicketId ticket;
  std::string method;
  boost::json::object params;
  std::function<bool(const kanban::Ticket&)> done;
};
Result<kanban::TicketRead> write_ticket(Caller& caller, const Actor& actor, const TicketWrite& write,
                                        const FieldNames& names);
// The same for writes to different tasks that hold no text of people: 24 in a request, one that is refused
// holds back no other. One answer each, in their order.
std::vector<Result<kanban::TicketRead>> write_tickets(Caller& caller, const Actor& actor,
                                                      std::span<const TicketWrite> writes,
                                                      const FieldNames& names);

}  // namespace sd::portal
