// ApplyReads::take_rows: rows without histories.
#include <algorithm>

#include "kanban/apply_reads.h"
#include "kanban/rules/project.h"
#include "kanban/rules/row_card.h"
#include "kanban/rules/seen_until.h"
#include "kanban/rules/stage_roles.h"

namespace sd::kanban {
namespace {

bool agree(Card card, const Card& stored) {
  card.revision = stored.revision;
  return card == stored;
}

}  // namespace

Result<std::vector<TicketId>> ApplyReads::take_rows(PortalId portal, std::span<const TicketRead> rows,
                                                    const GroupContexts& groups, const Clients& clients,
                                                    TimePoint read_at) {
  const std::lock_guard lock(one_at_a_time_);
  std::vector<TicketId> ids;
  for (const TicketRead& row : rows) ids.push_back(row.id);
  const Result<std::vector<std::optional<Card>>> stored = cards_.find_all(portal, ids);
  if (!stored) return stored.error();

  std::vector<TicketId> whole;
  std::vector<CardChange> changes;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const GroupContext* group = rows[i].ticket ? groups.find(rows[i].ticket->group) : nullptr;
    if (!group) continue;
    const Ticket& ticket = *rows[i].ticket;
    const std::optional<Card>& known = (*stored)[i];
    const GroupView view = group->view(clients);
    if (!resolve_stage(group->stages, ticket.stage)) {
      whole.push_back(ticket.id);
      continue;
    }
    if (known && known->history_read) {
      const auto journal = cards_.journal(portal, ticket.id);
      if (!journal) return journal.error();
      if (!agree(project(ticket, *journal, view), *known)) whole.push_back(ticket.id);
      continue;
    }
    Card card = card_from_row(ticket, view);
    if (known && agree(card, *known)) continue;
    const bool quiet = card.role == Role::kDone && (!known || known->role == Role::kDone);
    changes.push_back({std::move(card), true, {}, seen_until(ticket.changed_at, read_at), quiet});
  }
  if (changes.empty()) return whole;
  const auto touched = cards_.store(portal, changes, {});
  if (!touched) return touched.error();
  for (const auto& [group, revision] : *touched) revisions_.changed(portal, group, revision);
  return whole;
}

}  // namespace sd::kanban
