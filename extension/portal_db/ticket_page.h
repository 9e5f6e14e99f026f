// The queries of one page of tickets with their histories, and what their rows mean. Part of BoxDatabase.
#pragma once

#include <string>
#include <vector>

#include "extension/portal/field_names.h"
#include "extension/portal_db/connection.h"
#include "extension/portal_db/schema.h"
#include "extension/portal_db/server_zone.h"
#include "kanban/import_aside.h"
#include "kanban/ticket_archive.h"

namespace sd::portal_db {

// Tickets of a group (first value) behind an id (second), at most so many (third).
std::string ticket_query(const Schema& schema, const portal::FieldNames& names);

// Reads a page in one snapshot. Tickets that cannot be understood, or whose history cannot, are in `aside`
// and not in the page. Errors: those of Connection.
Result<kanban::ArchivePage> read_page(Connection& connection, const std::string& query,
                                      const ServerZone& zone, const portal::FieldNames& names, GroupId group,
                                      TicketId after, std::size_t limit,
                                      std::vector<kanban::AsideRow>& aside);

}  // namespace sd::portal_db
