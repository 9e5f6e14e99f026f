#include "kanban/sql/soci_flow_rebuild.h"

#include "kanban/sql/board_rows.h"
#include "kanban/sql/flow_writer.h"

namespace sd::kanban::sql {
namespace {

using soci::into;
using soci::use;

// A store to the group waits until this transaction has ended, or this one for it: no journal that is read
// here has rows that are not seen here.
void hold_group(soci::session& sql, long long portal, long long group) {
  sql << "UPDATE board_revision SET revision = revision WHERE portal = :portal AND group_id = :group",
      use(portal, "portal"), use(group, "group");
}

// What of a card its flow is kept with.
std::vector<Card> next_cards(soci::session& sql, long long portal, const FlowPoint& point,
                             std::size_t limit) {
  const long long group = point.group.value(), after = point.last.value(),
                  most = static_cast<long long>(limit);
  long long ticket = 0, company = 0, assignee = 0;
  soci::statement select =
      (sql.prepare << "SELECT ticket, company, assignee FROM card WHERE portal = :portal AND"
                      " group_id = :group AND ticket > :after ORDER BY ticket LIMIT :most",
       into(ticket), into(company), into(assignee), use(portal, "portal"), use(group, "group"),
       use(after, "after"), use(most, "most"));
  select.execute();
  std::vector<Card> cards;
  while (select.fetch()) {
    Card& card = cards.emplace_back();
    card.ticket = TicketId{ticket};
    card.group = point.group;
    card.company = CompanyId{company};
    card.assignee = UserId{assignee};
  }
  return cards;
}

std::vector<CardChange> made_anew(soci::session& sql, storage::Dialect dialect, PortalId portal,
                                  std::vector<Card> cards, const FlowRebuildStore::Make& make,
                                  std::int64_t basis) {
  std::vector<CardChange> changes;
  std::vector<TicketId> tickets;
  for (Card& card : cards) {
    tickets.push_back(card.ticket);
    CardChange& change = changes.emplace_back();
    change.card = std::move(card);
    change.flow.emplace();
    change.flow_basis = basis;
  }
  const auto journals = read_journals(sql, dialect, portal, tickets);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (!journals[i].empty()) changes[i].flow = make(journals[i]);
  }
  return changes;
}

bool keep(soci::session& sql, long long portal, const FlowPoint& point) {
  const long long group = point.group.value(), basis = point.basis, last = point.last.value(),
                  done = point.done, planned = point.planned;
  const long long finished = point.finished_at ? to_ms(*point.finished_at) : 0;
  soci::indicator state = point.finished_at ? soci::i_ok : soci::i_null;
  soci::statement update =
      (sql.prepare << "UPDATE flow_rebuild SET last_ticket = :last, done = :done, planned = :planned,"
                      " finished_ms = :finished WHERE portal = :portal AND group_id = :group AND"
                      " basis = :basis",
       use(last, "last"), use(done, "done"), use(planned, "planned"), use(finished, state, "finished"),
       use(portal, "portal"), use(group, "group"), use(basis, "basis"));
  update.execute(true);
  return update.get_affected_rows() == 1;
}

}  // namespace

Result<std::vector<FlowPoint>> SociFlowRebuild::points(PortalId portal) {
  return database_.read("flow.points", [&](soci::session& sql) -> Result<std::vector<FlowPoint>> {
    const long long portal_id = portal.value();
    long long group = 0, basis = 0, last = 0, done = 0, planned = 0, finished = 0;
    soci::indicator finished_state = soci::i_null;
    soci::statement select =
        (sql.prepare << "SELECT group_id, basis, last_ticket, done, planned, finished_ms FROM flow_rebuild"
                        " WHERE portal = :portal ORDER BY group_id",
         into(group), into(basis), into(last), into(done), into(planned), into(finished, finished_state),
         use(portal_id, "portal"));
    select.execute();
    std::vector<FlowPoint> points;
    while (select.fetch()) {
      FlowPoint& point =
          points.emplace_back(FlowPoint{GroupId{group}, basis, TicketId{last}, done, planned, std::nullopt});
      if (finished_state == soci::i_ok) point.finished_at = from_ms(finished);
    }
    return points;
  });
}

Result<FlowPoint> SociFlowRebuild::begin(PortalId portal, GroupId group, std::int64_t basis) {
  return database_.write(
      "flow.begin", storage::Durability::kRelaxed, [&](soci::session& sql) -> Result<FlowPoint> {
        const long long portal_id = portal.value(), group_id = group.value(), wanted = basis;
        FlowPoint point{group, basis, TicketId{0}, 0, 0, std::nullopt};
        long long cards = 0;
        sql << "SELECT COUNT(*) FROM card WHERE portal = :portal AND group_id = :group", into(cards),
            use(portal_id, "portal"), use(group_id, "group");
        sql << "REPLACE INTO flow_rebuild (portal, group_id, basis, last_ticket, done, planned, finished_ms)"
               " VALUES (:portal, :group, :basis, 0, 0, :planned, NULL)",
            use(portal_id, "portal"), use(group_id, "group"), use(wanted, "basis"), use(cards, "planned");
        point.planned = cards;
        return point;
      });
}

Result<FlowPoint> SociFlowRebuild::step(PortalId portal, const FlowPoint& point, std::size_t limit,
                                        const Make& make, TimePoint now) {
  return database_.write(
      "flow.step", storage::Durability::kRelaxed, [&](soci::session& sql) -> Result<FlowPoint> {
        const long long portal_id = portal.value();
        hold_group(sql, portal_id, point.group.value());
        const std::vector<CardChange> changes = made_anew(
            sql, database_.dialect(), portal, next_cards(sql, portal_id, point, limit), make, point.basis);
        std::vector<TicketId> tickets;
        tickets.reserve(changes.size());
        for (const CardChange& change : changes) tickets.push_back(change.card.ticket);
        replace_flows(sql, database_.dialect(), portal, changes, tickets);

        FlowPoint next = point;
        next.done += static_cast<std::int64_t>(changes.size());
        next.planned = std::max(next.planned, next.done);
        if (!tickets.empty()) next.last = tickets.back();
        if (changes.size() < limit) next.finished_at = now;
        if (!keep(sql, portal_id, next)) return Error{ErrorKind::kConflict, "flow.changed", {}};
        return next;
      });
}

}  // namespace sd::kanban::sql
