// The flow report of the whole board at an instant.
#include <map>

#include "reports/flow_reports.h"
#include "reports/last_updates.h"
#include "reports/rules/ageing.h"
#include "reports/rules/standing_board.h"

namespace sd::reports {
namespace {

Result<std::vector<CycleRow>> open_cards(FlowReading& reading) {
  std::vector<CycleRow> rows;
  const Status read = reading.each_open([&](const CycleRow& row) { rows.push_back(row); });
  if (!read) return read.error();
  return rows;
}

// The stopper each of the cards stood under at the last known instant, raw; without those under none.
Result<std::map<TicketId, std::string>> stoppers_of(FlowReading& reading, const std::vector<CycleRow>& rows) {
  std::vector<TicketId> tickets;
  tickets.reserve(rows.size());
  for (const CycleRow& row : rows) tickets.push_back(row.ticket);
  const auto stops = reading.ports().flow.stops_of(reading.question().portal, tickets);
  if (!stops) return stops.error();
  const TimePoint at = reading.known();
  std::map<TicketId, std::string> stoppers;
  for (const StopRow& row : *stops) {
    if (row.stop.from <= at && (!row.stop.to || *row.stop.to > at)) stoppers[row.ticket] = row.stop.stopper;
  }
  return stoppers;
}

Status tell_board(FlowReading& reading, Report& report) {
  const Result<std::vector<CycleRow>> rows = open_cards(reading);
  if (!rows) return rows.error();
  const Result<LastUpdates> updates = last_updates(reading, *rows);
  if (!updates) return updates.error();
  const auto stoppers = stoppers_of(reading, *rows);
  if (!stoppers) return stoppers.error();
  StandingBoard board(reading.until(), reading.stoppers(), reading.types());
  for (const CycleRow& row : *rows) {
    const auto updated = updates->find(row.ticket);
    if (updated != updates->end()) board.add(row, updated->second);
  }
  for (const auto& [ticket, stopper] : *stoppers) board.add_stopper(ticket, stopper);
  std::move(board).finish(report);
  return Done{};
}

// "stage:401", "stopper:Ждём клиента": the cards that stood there.
Result<Behind> behind_board(FlowReading& reading, std::string_view row) {
  const Result<std::int64_t> stage = number_behind(row, "stage");
  const Result<std::string> stopper = text_behind(row, "stopper");
  if (!stage && !stopper) return stage.error();
  const Result<std::vector<CycleRow>> rows = open_cards(reading);
  if (!rows) return rows.error();
  const auto stoppers = stoppers_of(reading, *rows);
  if (!stoppers) return stoppers.error();
  const auto stood_there = [&](const CycleRow& one) {
    if (!stopper) return last_stay(one).stage.value() == *stage;
    const auto its = stoppers->find(one.ticket);
    return its != stoppers->end() && reading.stoppers().of(its->second) == *stopper;
  };
  CardsBehind cards;
  for (const CycleRow& one : *rows) {
    if (stood_there(one)) cards.add(one, reading.types());
  }
  return std::move(cards).finish();
}

}  // namespace

const FlowTelling kBoardTelling{"board", tell_board, behind_board};

}  // namespace sd::reports
