#include "reports/sql/soci_flow_store.h"

#include "extension/storage/bulk_select.h"
#include "extension/storage/id_lists.h"
#include "kanban/rules/flow_span.h"

namespace sd::reports::sql {
namespace {

using soci::into;
using soci::use;

std::optional<TimePoint> instant(std::optional<long long> ms) {
  return ms ? std::optional(from_ms(*ms)) : std::nullopt;
}

constexpr const char* kCycleColumns =
    "group_id, ticket, company, assignee, number, begin_ms, work_ms, done_ms, left_ms, stopped_ms, class, "
    "type,"
    " stays";

// The memory of `row` is used again.
void give(const storage::BulkSelect& read, CycleRow& row) {
  row.group = GroupId{read.number(0)};
  row.ticket = TicketId{read.number(1)};
  row.company = CompanyId{read.number(2)};
  row.assignee = UserId{read.number(3)};
  kanban::FlowCycle& cycle = row.cycle;
  cycle.number = static_cast<int>(read.number(4));
  cycle.begin = from_ms(read.number(5));
  cycle.work_since = instant(read.maybe_number(6));
  cycle.done_at = instant(read.maybe_number(7));
  cycle.left_at = instant(read.maybe_number(8));
  cycle.stopped = Millis{read.number(9)};
  cycle.card_class = kanban::class_from(read.text(10)).value_or(kanban::CardClass::kService);
  cycle.type = read.text(11);
  kanban::read_stays(read.text(12), cycle.begin, cycle.stays);
}

constexpr const char* kStopColumns =
    "group_id, ticket, company, assignee, from_ms, to_ms, since_ms, card_open, stopper, class, type";

void give(const storage::BulkSelect& read, StopRow& row) {
  row.group = GroupId{read.number(0)};
  row.ticket = TicketId{read.number(1)};
  row.company = CompanyId{read.number(2)};
  row.assignee = UserId{read.number(3)};
  row.stop.from = from_ms(read.number(4));
  row.stop.to = instant(read.maybe_number(5));
  row.stop.since = from_ms(read.number(6));
  row.stop.open = read.number(7) != 0;
  row.stop.stopper = read.text(8);
  row.card_class = kanban::class_from(read.text(9)).value_or(kanban::CardClass::kService);
  row.type = read.text(10);
}

std::string listed(std::span<const GroupId> groups) {
  std::string list;
  for (const GroupId group : groups) {
    if (!list.empty()) list += ", ";
    list += std::to_string(group.value());
  }
  return list;
}

// A table of stretches of time, by the columns of their instants.
struct Stretches {
  const char* columns;
  const char* table;
  std::string begin, end;
};

// Hands out what touches [from, to), one length of stretches after the other (flow_span.h).
template <class Row, class Take>
void each(soci::session& sql, storage::Dialect dialect, const Stretches& stretches, PortalId portal,
          std::span<const GroupId> groups, TimePoint from, TimePoint to, const Take& take) {
  const std::string head = std::string("SELECT ") + stretches.columns + " FROM " + stretches.table +
                           " WHERE portal = " + std::to_string(portal.value()) + " AND group_id IN (" +
                           listed(groups) + ")";
  const std::string tail = " AND " + stretches.begin + " < " + std::to_string(to_ms(to)) + " AND (" +
                           stretches.end + " IS NULL OR " + stretches.end +
                           " >= " + std::to_string(to_ms(from)) + ")";
  Row row;
  for (int span = kanban::kGoingOn; span <= kanban::kLastSpan; ++span) {
    std::string query = head;
    query.append(" AND span = ").append(std::to_string(span));
    query.append(" AND ").append(stretches.begin).append(" >= ");
    query.append(std::to_string(to_ms(kanban::earliest_of(span, from)))).append(tail);
    storage::BulkSelect read(sql, dialect, query);
    while (read.next()) {
      give(read, row);
      take(row);
    }
  }
}

void read_rebuild(soci::session& sql, long long portal, std::span<const GroupId> groups, FlowState& state) {
  long long basis = 0, done = 0, planned = 0, finished = 0;
  soci::indicator finished_state = soci::i_null;
  soci::statement select =
      (sql.prepare << "SELECT basis, done, planned, finished_ms FROM flow_rebuild WHERE portal = :portal AND"
                      " group_id IN (" +
                          listed(groups) + ")",
       into(basis), into(done), into(planned), into(finished, finished_state), use(portal, "portal"));
  select.execute();
  std::size_t finished_groups = 0;
  while (select.fetch()) {
    if (basis != 0 && finished_state == soci::i_ok) {
      ++finished_groups;
      continue;
    }
    state.done += basis == 0 ? 0 : done;
    state.planned += planned;
  }
  state.rebuilding = finished_groups < groups.size();
}

}  // namespace

Status SociFlowStore::each_cycle(PortalId portal, std::span<const GroupId> groups, TimePoint from,
                                 TimePoint to, const TakeCycle& take) {
  if (groups.empty()) return Done{};
  return database_.read_once("flow.cycles", [&](soci::session& sql) -> Status {
    each<CycleRow>(sql, database_.dialect(), {kCycleColumns, "flow_cycle", "begin_ms", "done_ms"}, portal,
                   groups, from, to, take);
    return Done{};
  });
}

Status SociFlowStore::each_stop(PortalId portal, std::span<const GroupId> groups, TimePoint from,
                                TimePoint to, const TakeStop& take) {
  if (groups.empty()) return Done{};
  return database_.read_once("flow.stops", [&](soci::session& sql) -> Status {
    each<StopRow>(sql, database_.dialect(), {kStopColumns, "flow_stop", "from_ms", "to_ms"}, portal, groups,
                  from, to, take);
    return Done{};
  });
}

Result<std::vector<StopRow>> SociFlowStore::stops_of(PortalId portal, std::span<const TicketId> tickets) {
  return database_.read("flow.stops_of", [&](soci::session& sql) -> Result<std::vector<StopRow>> {
    std::vector<StopRow> rows;
    storage::in_lists(tickets, [&](const std::string& list) {
      storage::BulkSelect read(sql, database_.dialect(),
                               std::string("SELECT ") + kStopColumns +
                                   " FROM flow_stop WHERE portal = " + std::to_string(portal.value()) +
                                   " AND ticket IN (" + list + ") ORDER BY ticket, from_ms");
      while (read.next()) give(read, rows.emplace_back());
    });
    return rows;
  });
}

Result<std::vector<std::pair<TicketId, TimePoint>>> SociFlowStore::last_updates(
    PortalId portal, std::span<const TicketId> tickets) {
  using Updates = std::vector<std::pair<TicketId, TimePoint>>;
  return database_.read("flow.last_updates", [&](soci::session& sql) -> Result<Updates> {
    const long long portal_id = portal.value();
    Updates updates;
    storage::in_lists(tickets, [&](const std::string& list) {
      long long ticket = 0, at = 0;
      soci::statement select =
          (sql.prepare << "SELECT ticket, last_update_ms FROM card WHERE portal = :portal AND ticket IN (" +
                              list + ")",
           into(ticket), into(at), use(portal_id, "portal"));
      select.execute();
      while (select.fetch()) updates.emplace_back(TicketId{ticket}, from_ms(at));
    });
    return updates;
  });
}

Result<FlowState> SociFlowStore::state(PortalId portal, std::span<const GroupId> groups) {
  return database_.read("flow.state", [&](soci::session& sql) -> Result<FlowState> {
    FlowState state;
    if (groups.empty()) return state;
    read_rebuild(sql, portal.value(), groups, state);
    // The back-fill's own count: counting cards would cost as much as the portal has cards.
    const long long portal_id = portal.value();
    long long unread = 0;
    sql << "SELECT COALESCE(SUM(planned - done), 0) FROM back_fill WHERE portal = :portal AND group_id IN "
           "(0, " +
               listed(groups) + ") AND phase IN ('open_history', 'closed_history') AND planned > done",
        into(unread), use(portal_id, "portal");
    state.unread = unread;
    return state;
  });
}

}  // namespace sd::reports::sql
