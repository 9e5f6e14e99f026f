#include "kanban/apply_reads.h"

#include <algorithm>
#include <unordered_map>

#include "kanban/rules/project.h"

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

// The portal tells changes by the second, and its clock is read off its answers: up to then another change
// may have followed within the second that this look does not know of.
constexpr std::chrono::seconds kSettled{60};

TimePoint seen_until(TimePoint changed_at, TimePoint read_at) {
  return read_at - changed_at >= kSettled ? changed_at : changed_at - Millis{1};
}

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

  const Result<std::vector<SeenCard>> seen = cards_.seen(portal, ids);
  if (!seen) return seen.error();

  Batch batch{portal, groups, clients, read_at, added, {}, {}, {}, {}};
  for (const SeenCard& card : *seen) batch.seen.emplace(card.ticket, card.changed_at);
  for (std::size_t i = 0; i < reads.size(); ++i) {
    const Status taken = take(reads[i], (*journals)[i], batch);
    if (!taken) return taken.error();
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

Status ApplyReads::take(const TicketRead& read, std::span<const JournalRow> known, Batch& batch) {
  AppliedTicket applied{read.id, std::nullopt, {}, false};
  const GroupContext* group = read.ticket ? batch.groups.find(read.ticket->group) : nullptr;
  const Result<std::optional<Card>> stored = cards_.find(batch.portal, read.id);
  if (!stored) return stored.error();
  if (!group) {
    applied.changed = stored->has_value();
    if (applied.changed) batch.gone.push_back(read.id);
    batch.applied.push_back(std::move(applied));
    return Done{};
  }

  const std::vector<OwnWrite> own = own_writes_.of(batch.portal, read.id);
  const Look look{*read.ticket,
                  read.history,
                  known,
                  group->titles,
                  own,
                  batch.added,
                  *stored ? std::optional((*stored)->card_class) : std::nullopt,
                  batch.read_at,
                  group->others};
  if (*stored && is_overtaken(look)) {
    applied.card = **stored;
    batch.applied.push_back(std::move(applied));
    return Done{};
  }
  const GroupView view = group->view(batch.clients);
  std::vector<JournalRow> fresh = merge(look, view);
  const std::vector<JournalRow> rows = together(known, fresh);
  Card card = project(*read.ticket, rows, view);
  if (*stored) card.revision = (*stored)->revision;
  const bool card_changed = !*stored || !same_card(**stored, card);
  applied.plan = follow(rows, view);
  applied.card = card;
  applied.changed = card_changed;
  const TimePoint until = seen_until(read.ticket->changed_at, batch.read_at);
  const auto seen = batch.seen.find(read.id);
  if (card_changed || !fresh.empty() || seen == batch.seen.end() || seen->second != until) {
    batch.changes.push_back({std::move(card), card_changed, std::move(fresh), until});
  }
  batch.applied.push_back(std::move(applied));
  return Done{};
}

}  // namespace sd::kanban
