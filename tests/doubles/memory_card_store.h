// CardStore in memory: the reference that the contract suite describes. Thread-safe; fails on demand.
#pragma once

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "kanban/card_store.h"

namespace sd::test {

class MemoryCardStore final : public kanban::CardStore {
 public:
  ~MemoryCardStore() override;  // elsewhere, so that the class is compiled once

  using Card = kanban::Card;
  using JournalRow = kanban::JournalRow;

  // The next `count` calls of store() fail as a busy database does.
  void fail_store(int count) { failing_ = count; }
  std::size_t stores() const { return stores_; }

  Result<std::optional<Card>> find(PortalId portal, TicketId ticket) override {
    const std::lock_guard lock(mutex_);
    const auto found = cards_.find({portal, ticket});
    if (found == cards_.end()) return std::optional<Card>{};
    return std::optional<Card>{found->second};
  }

  Result<std::vector<std::optional<Card>>> find_all(PortalId portal,
                                                    std::span<const TicketId> tickets) override {
    std::vector<std::optional<Card>> cards;
    for (const TicketId ticket : tickets) cards.push_back(*find(portal, ticket));
    return cards;
  }

  Result<std::vector<TicketId>> without_history(PortalId portal, GroupId group, bool open, TicketId before,
                                                std::size_t limit) override {
    const std::lock_guard lock(mutex_);
    std::vector<TicketId> tickets;
    for (auto entry = cards_.rbegin(); entry != cards_.rend() && tickets.size() < limit; ++entry) {
      if (entry->first.second < before && lacks_history(*entry, portal, group, open)) {
        tickets.push_back(entry->first.second);
      }
    }
    return tickets;
  }
  Result<std::int64_t> count_without_history(PortalId portal, GroupId group, bool open) override {
    const std::lock_guard lock(mutex_);
    return std::count_if(cards_.begin(), cards_.end(),
                         [&](const auto& entry) { return lacks_history(entry, portal, group, open); });
  }

  Result<std::vector<bool>> known(PortalId portal, std::span<const TicketId> tickets) override {
    const std::lock_guard lock(mutex_);
    std::vector<bool> known;
    for (const TicketId ticket : tickets) known.push_back(cards_.contains({portal, ticket}));
    return known;
  }
  Result<std::vector<TicketId>> with_time_spent(PortalId portal) override {
    const std::lock_guard lock(mutex_);
    std::vector<TicketId> tickets;
    for (const auto& [key, card] : cards_) {
      if (key.first == portal && card.spent_minutes > 0) tickets.push_back(key.second);
    }
    return tickets;
  }
  Result<std::vector<CompanyId>> companies(PortalId portal) override {
    const std::lock_guard lock(mutex_);
    std::set<CompanyId> named;
    for (const auto& [key, card] : cards_) {
      if (key.first == portal && card.company != CompanyId{}) named.insert(card.company);
    }
    return std::vector<CompanyId>(named.begin(), named.end());
  }

  Result<std::vector<JournalRow>> journal(PortalId portal, TicketId ticket) override {
    const std::lock_guard lock(mutex_);
    return rows_of(portal, ticket);
  }

  Result<std::vector<std::vector<JournalRow>>> journals(PortalId portal,
                                                        std::span<const TicketId> tickets) override {
    const std::lock_guard lock(mutex_);
    std::vector<std::vector<JournalRow>> all;
    for (const TicketId ticket : tickets) all.push_back(rows_of(portal, ticket));
    return all;
  }

  Status each_history(PortalId portal, GroupId group,
                      const std::function<bool(const Card&, const std::vector<JournalRow>&)>& take) override {
    std::vector<std::pair<Card, std::vector<JournalRow>>> all;
    {
      const std::lock_guard lock(mutex_);
      for (const auto& [key, card] : cards_) {
        if (key.first == portal && card.group == group) all.emplace_back(card, rows_of(portal, card.ticket));
      }
    }
    for (const auto& [card, rows] : all) {
      if (!take(card, rows)) break;
    }
    return Done{};
  }

  Result<std::vector<kanban::SeenCard>> seen(PortalId portal, std::span<const TicketId> tickets) override {
    const std::lock_guard lock(mutex_);
    std::vector<kanban::SeenCard> known;
    for (const TicketId ticket : tickets) {
      const auto card = cards_.find({portal, ticket});
      if (card != cards_.end()) known.push_back(seen_card(*card));
    }
    return known;
  }

  Result<std::vector<kanban::SeenCard>> seen_between(PortalId portal, TicketId after,
                                                     TicketId upto) override {
    const std::lock_guard lock(mutex_);
    std::vector<kanban::SeenCard> known;
    for (const auto& entry : cards_) {
      const auto& [its_portal, ticket] = entry.first;
      if (its_portal == portal && ticket > after && ticket <= upto) known.push_back(seen_card(entry));
    }
    return known;
  }

  Result<std::vector<std::pair<GroupId, std::int64_t>>> store(PortalId portal,
                                                              std::span<const kanban::CardChange> changes,
                                                              std::span<const TicketId> gone) override {
    const std::lock_guard lock(mutex_);
    if (failing_ > 0) {
      --failing_;
      return Error{ErrorKind::kUnavailable, "db.busy", {}};
    }
    ++stores_;
    std::set<GroupId> touched;
    for (const kanban::CardChange& change : changes) {
      const auto old = cards_.find({portal, change.card.ticket});
      if (old != cards_.end() && old->second.group != change.card.group) touched.insert(old->second.group);
      if (!change.quiet && (change.card_changed || old == cards_.end())) touched.insert(change.card.group);
    }
    for (const TicketId ticket : gone) {
      const auto old = cards_.find({portal, ticket});
      if (old != cards_.end()) touched.insert(old->second.group);
    }
    for (const GroupId group : touched) ++revisions_[{portal, group}];

    for (const kanban::CardChange& change : changes) put(portal, change);
    for (const TicketId ticket : gone) forget(portal, ticket);

    std::vector<std::pair<GroupId, std::int64_t>> answer;
    for (const GroupId group : touched) answer.emplace_back(group, revisions_[{portal, group}]);
    return answer;
  }

  Status await_writes(PortalId portal, std::span<const kanban::AwaitedWrite> writes) override {
    const std::lock_guard lock(mutex_);
    for (const kanban::AwaitedWrite& write : writes) {
      std::vector<kanban::AwaitedWrite>& kept = awaited_[{portal, write.ticket}];
      std::erase_if(kept, [&](const kanban::AwaitedWrite& one) {
        return one.fact == write.fact && one.to == write.to && one.by == write.by;
      });
      kept.push_back(write);
    }
    return Done{};
  }
  Result<std::vector<kanban::AwaitedWrite>> awaited_writes(PortalId portal) override {
    const std::lock_guard lock(mutex_);
    std::vector<kanban::AwaitedWrite> all;
    for (const auto& [key, writes] : awaited_) {
      if (key.first == portal) all.insert(all.end(), writes.begin(), writes.end());
    }
    return all;
  }

  Result<kanban::BoardSnapshot> board(PortalId portal, GroupId group, bool with_done) override {
    const std::lock_guard lock(mutex_);
    kanban::BoardSnapshot snapshot{revisions_[{portal, group}], stages_[{portal, group}], {}, {}};
    for (const auto& [key, card] : cards_) {
      if (key.first != portal || card.group != group) continue;
      if (with_done || card.role != kanban::Role::kDone) snapshot.cards.push_back(card);
      if (card.role != kanban::Role::kDone) add_place(portal, card, snapshot);
    }
    return snapshot;
  }

  Result<kanban::BoardSnapshot> changes(PortalId portal, GroupId group, std::int64_t since) override {
    const std::lock_guard lock(mutex_);
    kanban::BoardSnapshot snapshot{revisions_[{portal, group}], stages_[{portal, group}], {}, {}};
    for (const auto& [key, card] : cards_) {
      if (key.first != portal || card.group != group || card.revision <= since) continue;
      snapshot.cards.push_back(card);
      add_place(portal, card, snapshot);
    }
    for (const auto& [key, revision] : gone_) {
      const auto& [its_portal, its_group, ticket] = key;
      if (its_portal == portal && its_group == group && revision > since) snapshot.gone.push_back(ticket);
    }
    return snapshot;
  }

  Result<std::int64_t> revision(PortalId portal, GroupId group) override {
    const std::lock_guard lock(mutex_);
    return revisions_[{portal, group}];
  }

  Result<std::int64_t> touch(PortalId portal, GroupId group) override {
    const std::lock_guard lock(mutex_);
    return ++revisions_[{portal, group}];
  }
  Result<std::int64_t> put_places(PortalId portal, GroupId group,
                                  std::span<const kanban::Place> places) override {
    const std::lock_guard lock(mutex_);
    const std::int64_t revision = ++revisions_[{portal, group}];
    for (const kanban::Place& place : places) {
      places_[{portal, group, place.ticket}] = place.at;
      const auto card = cards_.find({portal, place.ticket});
      if (card != cards_.end() && card->second.group == group) card->second.revision = revision;
    }
    return revision;
  }

  Result<std::vector<kanban::BoundGroup>> groups(PortalId portal) override {
    const std::lock_guard lock(mutex_);
    std::vector<kanban::BoundGroup> bound;
    for (const auto& [key, group] : groups_) {
      if (key.first == portal) bound.push_back(group);
    }
    return bound;
  }

  Status bind(PortalId portal, const kanban::BoundGroup& group) override {
    const std::lock_guard lock(mutex_);
    groups_.insert_or_assign({portal, group.group}, group);
    return Done{};
  }

  Status unbind(PortalId portal, GroupId group) override {
    const std::lock_guard lock(mutex_);
    groups_.erase({portal, group});
    stages_.erase({portal, group});
    titles_.erase({portal, group});
    revisions_.erase({portal, group});
    std::erase_if(gone_, [&](const auto& entry) {
      return std::get<0>(entry.first) == portal && std::get<1>(entry.first) == group;
    });
    std::vector<TicketId> tickets;
    for (const auto& [key, card] : cards_) {
      if (key.first == portal && card.group == group) tickets.push_back(key.second);
    }
    for (const TicketId ticket : tickets) {
      places_.erase({portal, group, ticket});
      cards_.erase({portal, ticket});
      awaited_.erase({portal, ticket});
      changed_.erase({portal, ticket});
      journal_.erase({portal, ticket});
    }
    return Done{};
  }

  Result<std::vector<kanban::Stage>> stages(PortalId portal, GroupId group) override {
    const std::lock_guard lock(mutex_);
    return stages_[{portal, group}];
  }

  Status put_stages(PortalId portal, GroupId group, std::span<const kanban::Stage> stages,
                    TimePoint now) override {
    const std::lock_guard lock(mutex_);
    std::vector<kanban::Stage> sorted(stages.begin(), stages.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const kanban::Stage& a, const kanban::Stage& b) { return a.sort < b.sort; });
    std::vector<kanban::StageTitle>& titles = titles_[{portal, group}];
    for (const kanban::Stage& stage : sorted) {
      const auto last = std::find_if(titles.rbegin(), titles.rend(),
                                     [&](const kanban::StageTitle& t) { return t.stage == stage.id; });
      if (last == titles.rend() || last->title != stage.title) titles.push_back({stage.id, stage.title, now});
      for (kanban::StageTitle& title : titles) {
        if (title.stage == stage.id) title.role = stage.role;
      }
    }
    std::vector<kanban::Stage>& kept = stages_[{portal, group}];
    if (kept == sorted) return Done{};
    kept = std::move(sorted);
    ++revisions_[{portal, group}];
    return Done{};
  }

  Result<std::vector<kanban::StageTitle>> titles(PortalId portal, GroupId group) override {
    const std::lock_guard lock(mutex_);
    return titles_[{portal, group}];
  }

 private:
  void add_place(PortalId portal, const Card& card, kanban::BoardSnapshot& snapshot) const {
    const auto found = places_.find({portal, card.group, card.ticket});
    if (found != places_.end()) snapshot.places.push_back({card.ticket, found->second});
  }

  kanban::SeenCard seen_card(const std::pair<const std::pair<PortalId, TicketId>, Card>& entry) const {
    const auto changed = changed_.find(entry.first);
    const auto at = changed == changed_.end() ? std::nullopt : std::optional(changed->second);
    return {entry.second.ticket, entry.second.group, entry.second.stage, at};
  }

  static bool lacks_history(const std::pair<const std::pair<PortalId, TicketId>, Card>& entry,
                            PortalId portal, GroupId group, bool open) {
    const Card& card = entry.second;
    return entry.first.first == portal && !card.history_read &&
           (group == GroupId{0} || card.group == group) && (!open || card.role != kanban::Role::kDone);
  }

  std::vector<JournalRow> rows_of(PortalId portal, TicketId ticket) const {
    const auto found = journal_.find({portal, ticket});
    if (found == journal_.end()) return {};
    std::vector<JournalRow> rows;
    for (const auto& [key, row] : found->second) rows.push_back(row);
    std::sort(rows.begin(), rows.end(), kanban::earlier);
    return rows;
  }

  void put(PortalId portal, const kanban::CardChange& change) {
    const TicketId ticket = change.card.ticket;
    if (change.writes_seen) awaited_.erase({portal, ticket});
    for (const JournalRow& row : change.new_rows) journal_[{portal, ticket}].emplace(row.key, row);
    const auto old = cards_.find({portal, ticket});
    if (change.card_changed || old == cards_.end()) changed_.erase({portal, ticket});
    if (change.changed_at) changed_[{portal, ticket}] = *change.changed_at;
    if (old != cards_.end() && !change.card_changed) return;
    if (old != cards_.end() && old->second.group != change.card.group) {
      gone_[{portal, old->second.group, ticket}] = revisions_[{portal, old->second.group}];
    }
    gone_.erase({portal, change.card.group, ticket});
    Card card = change.card;
    card.revision = revisions_[{portal, card.group}];
    cards_.insert_or_assign({portal, ticket}, std::move(card));
  }

  void forget(PortalId portal, TicketId ticket) {
    const auto old = cards_.find({portal, ticket});
    if (old == cards_.end()) return;
    gone_[{portal, old->second.group, ticket}] = revisions_[{portal, old->second.group}];
    places_.erase({portal, old->second.group, ticket});
    cards_.erase(old);
    awaited_.erase({portal, ticket});
    changed_.erase({portal, ticket});
    journal_.erase({portal, ticket});
  }

  mutable std::mutex mutex_;
  int failing_ = 0;
  std::size_t stores_ = 0;
  std::map<std::pair<PortalId, TicketId>, Card> cards_;
  std::map<std::tuple<PortalId, GroupId, TicketId>, std::int64_t> places_;
  std::map<std::pair<PortalId, TicketId>, TimePoint> changed_;
  std::map<std::pair<PortalId, TicketId>, std::map<std::string, JournalRow>> journal_;
  std::map<std::pair<PortalId, TicketId>, std::vector<kanban::AwaitedWrite>> awaited_;
  std::map<std::pair<PortalId, GroupId>, kanban::BoundGroup> groups_;
  std::map<std::pair<PortalId, GroupId>, std::vector<kanban::Stage>> stages_;
  std::map<std::pair<PortalId, GroupId>, std::vector<kanban::StageTitle>> titles_;
  std::map<std::pair<PortalId, GroupId>, std::int64_t> revisions_;
  std::map<std::tuple<PortalId, GroupId, TicketId>, std::int64_t> gone_;
};

}  // namespace sd::test
