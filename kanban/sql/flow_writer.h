// Replaces what is kept of tickets' flows (flow_cycle, flow_stop), within the transaction in which their
// cards and journals are stored.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "extension/storage/bulk_insert.h"
#include "kanban/card_store.h"

namespace sd::kanban::sql {

// What is kept of these tickets is forgotten.
void forget_flows(soci::session& sql, PortalId portal, std::span<const TicketId> tickets);

class FlowWriter {
 public:
  FlowWriter(soci::session& sql, storage::Dialect dialect, PortalId portal);

  // Nothing may be kept of the ticket. Flows, first all cycles and then all stops: one bulk is under way at a
  // time.
  void put_cycles(const Card& card, const TicketFlow& flow);
  void put_stops(const Card& card, const TicketFlow& flow);
  void finish_cycles() { cycles_.finish(); }
  void finish_stops() { stops_.finish(); }

 private:
  long long portal_;
  storage::BulkInsert cycles_, stops_;
};

// The changes' flows in place of what is kept of the `known` ones among them. A flow that was made for other
// settings of its group than those its rows are made for (flow_rebuild) makes the group due again.
void replace_flows(soci::session& sql, storage::Dialect dialect, PortalId portal,
                   std::span<const CardChange> changes, std::span<const TicketId> known);

}  // namespace sd::kanban::sql
