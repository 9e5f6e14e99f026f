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
  WriteBack write_back;
  std::unordered_map<TicketId, std::optional<TimePoint>> seen;  // SeenCard::changed_at of the stored cards
  std::vector<AwaitedWrite> awaited;                            // of the whole portal

  std::vector<AppliedTicket> applied;
  std::vector<CardChange> changes;
  std::vector<TicketId> gone;
};

namespace {

bool same_card(Card stored, const Card& now) {
  stored.revision = now.revision;
  return stored == now;
}

// A write that left no trace in a look this much later was not done: a portal may carry out late what a
// process that was killed has sent it. A refused one is awaited as well: another look may have sent the same.
constexpr std::chrono::hours kNotDone{1};
// Nobody may have looked at the ticket for long, and what its trace looks like may be somebody's own by then.
constexpr std::chrono::hours kOurs{2};

std::vector<OwnWrite> writes_to(TicketId ticket, const std::vector<AwaitedWrite>& awaited) {
  std::vector<OwnWrite> own;
  for (const AwaitedWrite& write : awaited) {
    if (write.ticket == ticket) own.push_back({write.fact, write.to, write.by, write.asked_at + kOurs});
  }
  return own;
}

// Whether the writes that were awaited need not be awaited any longer after a look that brought `fresh`.
bool settled(TicketId ticket, const std::vector<AwaitedWrite>& awaited, const std::vector<JournalRow>& fresh,
             TimePoint read_at) {
  const auto ours = [](const JournalRow& row) {
    return row.source == Source::kExtension && row.key.front() != 'x';
  };
  if (std::any_of(fresh.begin(), fresh.end(), ours)) return true;
  return std::any_of(awaited.begin(), awaited.end(), [&](const AwaitedWrite& write) {
    return write.ticket == ticket && read_at - write.asked_at >= kNotDone;
  });
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
                                                   TimePoint read_at, std::span<const JournalRow> added,
                                                   WriteBack write_back) {
  const std::lock_guard lock(one_at_a_time_);
  std::vector<TicketId> ids;
  for (const TicketRead& read : reads) ids.push_back(read.id);
  const Result<std::vector<SeenCard>> seen = cards_.seen(portal, ids);
  if (!seen) return seen.error();

  // What has no card has no journal: of the first thousands of a portal nothing more is asked.
  std::vector<TicketId> known;
  for (const SeenCard& card : *seen) known.push_back(card.ticket);
  Result<std::vector<std::vector<JournalRow>>> journals = cards_.journals(portal, known);
  if (!journals) return journals.error();
  const Result<std::vector<std::optional<Card>>> stored = cards_.find_all(portal, known);
  if (!stored) return stored.error();

  Result<std::vector<AwaitedWrite>> awaited = cards_.awaited_writes(portal);
  if (!awaited) return awaited.error();

  Batch batch{portal, groups, clients, read_at, added, write_back, {}, std::move(awaited).value(),
              {},     {},     {}};
  std::unordered_map<TicketId, std::size_t> places;
  for (std::size_t i = 0; i < known.size(); ++i) {
    batch.seen.emplace(known[i], (*seen)[i].changed_at);
    places.emplace(known[i], i);
  }
  for (const TicketRead& read : reads) {
    const auto place = places.find(read.id);
    if (place == places.end()) {
      take(read, std::nullopt, {}, batch);
    } else {
      take(read, (*stored)[place->second], (*journals)[place->second], batch);
    }
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

  const std::vector<OwnWrite> own = writes_to(read.id, batch.awaited);
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
  std::optional<TimePoint> until = seen_until(read.ticket->changed_at, batch.read_at);
  if (batch.write_back == WriteBack::kLater && !applied.plan.empty()) until.reset();
  const auto seen = batch.seen.find(read.id);
  const bool writes_seen = !own.empty() && settled(read.id, batch.awaited, fresh, batch.read_at);
  if (card_changed || !fresh.empty() || writes_seen || seen == batch.seen.end() || seen->second != until) {
    CardChange change{std::move(card), card_changed, std::move(fresh), until, quiet, writes_seen};
    if (card_changed || !change.new_rows.empty()) {
      change.flow = ticket_flow(rows, view);
      change.flow_basis = group->flow_basis;
    }
    batch.changes.push_back(std::move(change));
  }
  batch.applied.push_back(std::move(applied));
}

Result<std::vector<FollowPlan>> ApplyReads::owed(PortalId portal, std::span<const TicketId> tickets,
                                                 const GroupContexts& groups, const Clients& clients) {
  const Result<std::vector<std::optional<Card>>> stored = cards_.find_all(portal, tickets);
  if (!stored) return stored.error();
  const Result<std::vector<std::vector<JournalRow>>> journals = cards_.journals(portal, tickets);
  if (!journals) return journals.error();
  std::vector<FollowPlan> plans(tickets.size());
  for (std::size_t i = 0; i < tickets.size(); ++i) {
    const std::optional<Card>& card = (*stored)[i];
    const GroupContext* group = card ? groups.find(card->group) : nullptr;
    if (group) plans[i] = follow((*journals)[i], group->view(clients));
  }
  return plans;
}

}  // namespace sd::kanban
