#include "kanban/sql/soci_inner_notes.h"

#include <algorithm>

namespace sd::kanban::sql {

using soci::into;
using soci::use;

Result<std::vector<InnerNote>> SociInnerNotes::notes(PortalId portal, TicketId ticket) {
  return database_.read("note.list", [&](soci::session& sql) -> Result<std::vector<InnerNote>> {
    const long long portal_id = portal.value(), ticket_id = ticket.value();
    const auto most = static_cast<long long>(kMostNotes);
    long long at = 0, author = 0;
    std::string text;
    soci::statement select =
        (sql.prepare << "SELECT at_ms, author, text FROM inner_note WHERE portal = :portal AND ticket = "
                        ":ticket ORDER BY at_ms DESC, author DESC LIMIT :most",
         into(at), into(author), into(text), use(portal_id, "portal"), use(ticket_id, "ticket"),
         use(most, "most"));
    select.execute();
    std::vector<InnerNote> notes;
    while (select.fetch()) notes.push_back({from_ms(at), UserId{author}, text});
    std::reverse(notes.begin(), notes.end());
    return notes;
  });
}

Status SociInnerNotes::add(PortalId portal, TicketId ticket, const InnerNote& note) {
  return database_.write("note.add", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value(), ticket_id = ticket.value(), at = to_ms(note.at),
                    author = note.author.value();
    sql << "REPLACE INTO inner_note (portal, ticket, at_ms, author, text)"
           " VALUES (:portal, :ticket, :at, :author, :text)",
        use(portal_id, "portal"), use(ticket_id, "ticket"), use(at, "at"), use(author, "author"),
        use(note.text, "text");
    return Done{};
  });
}

}  // namespace sd::kanban::sql
