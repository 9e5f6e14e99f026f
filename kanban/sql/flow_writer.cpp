#include "kanban/sql/flow_writer.h"

#include <algorithm>

#include "extension/storage/id_lists.h"
#include "kanban/rules/flow_span.h"

namespace sd::kanban::sql {
namespace {

using soci::use;

constexpr std::size_t kCycleValues = 15, kStopValues = 13;

void maybe(storage::BulkInsert& insert, std::optional<TimePoint> at) {
  at ? insert.number(to_ms(*at)) : insert.null();
}

void check_basis(soci::session& sql, PortalId portal, GroupId group, std::int64_t basis) {
  const long long portal_id = portal.value(), group_id = group.value(), present = basis;
  sql << "UPDATE flow_rebuild SET basis = 0 WHERE portal = :portal AND group_id = :group AND basis <> :basis",
      use(portal_id, "portal"), use(group_id, "group"), use(present, "basis");
}

}  // namespace

void forget_flows(soci::session& sql, PortalId portal, std::span<const TicketId> tickets) {
  const long long portal_id = portal.value();
  storage::in_lists(tickets, [&](const std::string& list) {
    for (const char* table : {"flow_cycle", "flow_stop"}) {
      sql << std::string("DELETE FROM ") + table + " WHERE portal = :portal AND ticket IN (" + list + ")",
          use(portal_id, "portal");
    }
  });
}

FlowWriter::FlowWriter(soci::session& sql, storage::Dialect dialect, PortalId portal)
    : portal_(portal.value()),
      cycles_(sql, dialect,
              "REPLACE INTO flow_cycle (portal, group_id, span, begin_ms, ticket, number, work_ms, done_ms,"
              " left_ms, stopped_ms, class, type, company, assignee, stays)",
              kCycleValues),
      stops_(sql, dialect,
             "REPLACE INTO flow_stop (portal, group_id, span, from_ms, ticket, to_ms, since_ms, card_open,"
             " stopper, class, type, company, assignee)",
             kStopValues) {}

void FlowWriter::put_cycles(const Card& card, const TicketFlow& flow) {
  for (const FlowCycle& cycle : flow.cycles) {
    cycles_.number(portal_).number(card.group.value()).number(span_of(cycle.begin, cycle.done_at));
    cycles_.number(to_ms(cycle.begin)).number(card.ticket.value()).number(cycle.number);
    maybe(cycles_, cycle.work_since);
    maybe(cycles_, cycle.done_at);
    maybe(cycles_, cycle.left_at);
    cycles_.number(cycle.stopped.count()).text(to_string(cycle.card_class)).text(cycle.type);
    cycles_.number(card.company.value()).number(card.assignee.value());
    cycles_.text(stays_text(cycle.stays, cycle.begin));
  }
}

void FlowWriter::put_stops(const Card& card, const TicketFlow& flow) {
  for (const FlowStop& stop : flow.stops) {
    stops_.number(portal_).number(card.group.value()).number(span_of(stop.from, stop.to));
    stops_.number(to_ms(stop.from)).number(card.ticket.value());
    maybe(stops_, stop.to);
    stops_.number(to_ms(stop.since)).number(stop.open ? 1 : 0).text(stop.stopper);
    stops_.text(to_string(flow.cycles.back().card_class)).text(flow.cycles.back().type);
    stops_.number(card.company.value()).number(card.assignee.value());
  }
}

void replace_flows(soci::session& sql, storage::Dialect dialect, PortalId portal,
                   std::span<const CardChange> changes, std::span<const TicketId> known) {
  std::vector<TicketId> kept;
  std::map<GroupId, std::int64_t> bases;
  for (const CardChange& change : changes) {
    if (!change.flow) continue;
    if (std::binary_search(known.begin(), known.end(), change.card.ticket))
      kept.push_back(change.card.ticket);
    bases[change.card.group] = change.flow_basis;
  }
  if (bases.empty()) return;
  forget_flows(sql, portal, kept);
  FlowWriter writer(sql, dialect, portal);
  for (const CardChange& change : changes) {
    if (change.flow) writer.put_cycles(change.card, *change.flow);
  }
  writer.finish_cycles();
  for (const CardChange& change : changes) {
    if (change.flow) writer.put_stops(change.card, *change.flow);
  }
  writer.finish_stops();
  for (const auto& [group, basis] : bases) check_basis(sql, portal, group, basis);
}

}  // namespace sd::kanban::sql
