#include "reports/last_updates.h"

#include <algorithm>

#include "kanban/group_contexts.h"
#include "kanban/rules/as_of.h"

namespace sd::reports {
namespace {

constexpr std::size_t kJournalsAtOnce = 500;  // as many as one statement reads

std::vector<TicketId> tickets_of(std::span<const CycleRow> rows) {
  std::vector<TicketId> tickets;
  tickets.reserve(rows.size());
  for (const CycleRow& row : rows) tickets.push_back(row.ticket);
  return tickets;
}

Status add_from_journals(FlowReading& reading, const kanban::GroupContexts& groups,
                         std::span<const CycleRow> rows, LastUpdates& updates) {
  const auto journals = reading.ports().cards.journals(reading.question().portal, tickets_of(rows));
  if (!journals) return journals.error();
  const kanban::Clients nobody;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const kanban::GroupContext* group = groups.find(rows[i].group);
    if (!group) continue;
    const kanban::CardAsOf then = kanban::as_of((*journals)[i], group->view(nobody), reading.known());
    if (then.exists) updates.emplace(rows[i].ticket, then.last_update_at);
  }
  return Done{};
}

Result<LastUpdates> from_journals(FlowReading& reading, std::span<const CycleRow> rows) {
  const auto groups =
      kanban::GroupContexts::load(reading.ports().cards, reading.ports().settings, reading.question().portal);
  if (!groups) return groups.error();
  LastUpdates updates;
  for (std::size_t from = 0; from < rows.size(); from += kJournalsAtOnce) {
    const Status added = add_from_journals(
        reading, *groups, rows.subspan(from, std::min(kJournalsAtOnce, rows.size() - from)), updates);
    if (!added) return added.error();
  }
  return updates;
}

Result<LastUpdates> from_cards(FlowReading& reading, std::span<const CycleRow> rows) {
  const auto found = reading.ports().flow.last_updates(reading.question().portal, tickets_of(rows));
  if (!found) return found.error();
  return LastUpdates(found->begin(), found->end());
}

}  // namespace

Result<LastUpdates> last_updates(FlowReading& reading, std::span<const CycleRow> rows) {
  const bool now = reading.until_now() && !reading.question().as_of;
  return now ? from_cards(reading, rows) : from_journals(reading, rows);
}

}  // namespace sd::reports
