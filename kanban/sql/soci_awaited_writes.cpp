// Background writes that are awaited: few rows at any time, so they are read portal by portal.
#include "kanban/sql/soci_card_store.h"

namespace sd::kanban::sql {
namespace {

using soci::into;
using soci::use;

}  // namespace

Status SociCardStore::await_writes(PortalId portal, std::span<const AwaitedWrite> writes) {
  return database_.write("card.await", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value();
    for (const AwaitedWrite& write : writes) {
      const std::string fact(to_string(write.fact));
      const long long ticket_id = write.ticket.value(), actor = write.by.value(),
                      asked = to_ms(write.asked_at);
      sql << "REPLACE INTO awaited_write (portal, ticket, fact, to_value, actor, asked_ms)"
             " VALUES (:portal, :ticket, :fact, :to, :actor, :asked)",
          use(portal_id, "portal"), use(ticket_id, "ticket"), use(fact, "fact"), use(write.to, "to"),
          use(actor, "actor"), use(asked, "asked");
    }
    return Done{};
  });
}

Result<std::vector<AwaitedWrite>> SociCardStore::awaited_writes(PortalId portal) {
  return database_.read("card.awaited", [&](soci::session& sql) -> Result<std::vector<AwaitedWrite>> {
    const long long portal_id = portal.value();
    long long ticket = 0, actor = 0, asked = 0;
    std::string fact, to;
    soci::statement select =
        (sql.prepare << "SELECT ticket, fact, to_value, actor, asked_ms FROM awaited_write"
                        " WHERE portal = :portal ORDER BY ticket, fact, to_value, actor",
         into(ticket), into(fact), into(to), into(actor), into(asked), use(portal_id, "portal"));
    select.execute();
    std::vector<AwaitedWrite> writes;
    while (select.fetch()) {
      if (const auto known = fact_from(fact)) {
        writes.push_back({TicketId{ticket}, *known, to, UserId{actor}, from_ms(asked)});
      }
    }
    return writes;
  });
}

}  // namespace sd::kanban::sql
