// Scope task: tasks (portal-api.md 4.2-4.4).
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <span>
#include <string>
#include <vector>

#include "extension/portal/batch.h"
#include "extension/portal/field_names.h"
#include "reports/labour_portal.h"

namespace sd::portal {

// "RESPONSIBLE_ID" -> "responsibleId": how tasks.task.* answers name a field (portal-api.md 4.1).
std::string camel_case(const std::string& upper);

// What tasks.task.list must select for decode_ticket.
boost::json::array ticket_fields(const FieldNames& names);

// Parameters of tasks.task.list for up to kPageSize tasks by id, without counting.
boost::json::object tickets_query(std::span<const TicketId> ids, const FieldNames& names);

// One row of tasks.task.list. Errors: "portal.shape".
Result<kanban::Ticket> decode_ticket(const boost::json::value& row, const FieldNames& names);

// Rows of result.tasks, not decoded. Errors: "portal.shape" when there is no list of them.
Result<const boost::json::array*> ticket_rows(const boost::json::value& result);

// Ids above `after` that pass `filter`, ascending, up to 2,500 in at most two requests.
Result<kanban::TicketPage> list_ticket_ids(Caller& caller, const Actor& actor, boost::json::object filter,
                                           TicketId after);

// The same with group, stage and the instant of the last change of each.
Result<kanban::StampPage> list_stamps(Caller& caller, const Actor& actor, boost::json::object filter,
                                      TicketId after);

// The filter of tasks.task.list for a share of a group's tasks.
boost::json::object group_filter(GroupId group, kanban::TicketShare share);

// Whole rows above `after` that pass `filter`, ascending; see kanban::Portal::list_rows.
Result<kanban::TicketRows> list_ticket_rows(Caller& caller, const Actor& actor, boost::json::object filter,
                                            TicketId after, std::int64_t expected, const FieldNames& names);

// Time spent on the tasks above `after` that pass `filter`; see reports::LabourPortal::spent.
Result<reports::SpentPage> list_time_spent(Caller& caller, const Actor& actor, boost::json::object filter,
                                           TicketId after, std::int64_t expected);

}  // namespace sd::portal
