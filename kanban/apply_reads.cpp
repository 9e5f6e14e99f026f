#include "kanban/apply_reads.h"

#include <algorithm>
#include <unordered_map>

#include "kanban/rules/project.h"
#include "kanban/rules/seen_until.h"

namespace sd::kanban {

struct ApplyReads::Batch {
  PortalId portal;
  const GroupContexts& groups;
  const Clients& clients;
  TimePoint read_at;
  std::span<const JournalRow> added;
  std::unordered_map<TicketId, std::optional<TimePoint>> seen;  // SeenCard::changed_at of the stored cards

  std::vector<AppliedTicket> applied;
  std::vector<CardChange> changes;
  std::vector<TicketId> gone;
};

namespace {

bool same_card(Card stored, const Card& now) {
  stored.revision = now.revision;
  return stored == now;
}

std::vector<JournalRow> together(std::span<const JournalRow> known, const std::vector<JournalRow>& fresh) {
  std::vector<JournalRow> all(known.begin(), known.end());
  all.insert(all.end(), fresh.begin(), fresh.end());
  std::sort(all.begin(), all.end(), earlier);
  return all;
}

}  // namespace

Result<std::vector<AppliedTicket>> ApplyReads::run(PortalId portal, std::span<const TicketRead> reads,
                                                   const GroupContexts& groups, const Clients& clients,
                                                   TimePoint read_at, std::span<const JournalRow> added) {
  const std::lock_guard lock(one_at_a_time_);
  std::vector<TicketId> ids;
  for (const TicketRead& read : reads) ids.push_back(read.id);
  const Result<std::vector<std::vector<JournalRow>>> journals = cards_.journals(portal, ids);
  if (!journals) return journals.error();

  const Result<std::vector<std::optional<Card>>> stored = cards_.find_all(portal, ids);
  if (!stored) return stored.error();

  const Result<std::vector<SeenCard>> seen = cards_.seen(portal, ids);
  if (!seen) return seen.error();

  Batch batch{portal, groups, clients, read_at, added, {}, {}, {}, {}};
  for (const SeenCard& card : *seen) batch.seen.emplace(card.ticket, card.changed_at);
  for (std::size_t i = 0; i < reads.size(); ++i) {
    take(reads[i], (*stored)[i], (*journals)[i], batch);
  }
  if (batch.changes.empty() && batch.gone.empty()) return std::move(batch.applied);

  const auto touched = cards_.store(portal, batch.changes, batch.gone);
  if (!touched) return touched.error();
  const std::unordered_map<GroupId, std::int64_t> revisions(touched->begin(), touched->end());
  for (AppliedTicket& ticket : batch.applied) {
    if (!ticket.changed || !ticket.card) continue;
    const auto revision = revisions.find(ticket.card->group);
    if (revision != revisions.end()) ticket.card->revision = revision->second;
  }
  for (const auto& [group, revision] : *touched) revisions_.changed(portal, group, revision);
  return std::move(batch.applied);
}

void ApplyReads::take(const TicketRead& read, const std::optional<Card>& stored,
                      std::span<const JournalRow> known, Batch& batch) {
  AppliedTicket applied{read.id, std::nullopt, {}, false};
  const GroupContext* group = read.ticket ? batch.groups.find(read.ticket->group) : nullptr;
  if (!group) {
    applied.changed = stored.has_value();
    if (applied.changed) batch.gone.push_back(read.id);
    batch.applied.push_back(std::move(applied));
    return;
  }

  const std::vector<OwnWrite> own = own_writes_.of(batch.portal, read.id);
  const Look look{*read.ticket,
                  read.history,
                  known,
                  group->titles,
                  own,
                  batch.added,
                  stored && stored->history_read ? std::optional(stored->card_class) : std::nullopt,
                  batch.read_at,
                  group->others};
  if (stored && is_overtaken(look)) {
    applied.card = *stored;
    batch.applied.push_back(std::move(applied));
    return;
  }
  const GroupView view = group->view(batch.clients);
  std::vector<JournalRow> fresh = merge(look, view);
  const std::vector<JournalRow> rows = together(known, fresh);
  Card card = project(*read.ticket, rows, view);
  if (stored) card.revision = stored->revision;
  const bool card_changed = !stored || !same_card(*stored, card);
  // The past of a closed card is filled in: what boards show of it stays as it is.
  const bool quiet =
      stored && !stored->history_read && stored->role == Role::kDone && card.role == Role::kDone;
  applied.plan = follow(rows, view);
  applied.card = card;
  applied.changed = card_changed;
  const TimePoint until = seen_until(read.ticket->changed_at, batch.read_at);
  const auto seen = batch.seen.find(read.id);
  if (card_changed || !fresh.empty() || seen == batch.seen.end() || seen->second != until) {
    batch.changes.push_back({std::move(card), card_changed, std::move(fresh), until, quiet});
  }
  batch.applied.push_back(std::move(applied));
}

}  // namespace sd::kanban
