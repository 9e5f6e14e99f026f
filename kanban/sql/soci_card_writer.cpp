// Storing what looks at tickets changed: one transaction, one revision per group touched.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "extension/storage/bulk_insert.h"
#include "extension/storage/id_lists.h"
#include "kanban/sql/board_rows.h"
#include "kanban/sql/card_row.h"
#include "kanban/sql/flow_writer.h"
#include "kanban/sql/soci_card_store.h"

namespace sd::kanban::sql {
namespace {

using soci::into;
using soci::use;

constexpr std::size_t kCardValues = 41;  // portal, kCardColumns, changed_ms
constexpr std::size_t kJournalValues = 11;

// One store() call. Cards and rows go out together at its end; what concerns a board as a whole and what
// leaves one goes out at once.
class Writer {
 public:
  Writer(soci::session& sql, storage::Dialect dialect, PortalId portal)
      : sql_(sql),
        dialect_(dialect),
        portal_(portal),
        cards_(sql, dialect, std::string("REPLACE INTO card (portal, ") + kCardColumns + ", changed_ms)",
               kCardValues),
        rows_(sql, dialect, std::string("INSERT INTO journal (portal, ticket, ") + kJournalColumns + ")",
              kJournalValues, storage::or_keep(dialect, "fact_key")) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Before anything else: which group the stored cards of these tickets are in.
  void look_up(std::span<const TicketId> tickets) {
    storage::in_lists(tickets, [&](const std::string& list) {
      long long ticket = 0, group = 0;
      soci::statement select =
          (sql_.prepare << "SELECT ticket, group_id FROM card WHERE portal = :portal AND ticket IN (" + list +
                               ")",
           into(ticket), into(group), use(portal_id_, "portal"));
      select.execute();
      while (select.fetch()) {
        groups_[ticket] = group;
        known_.emplace_back(ticket);
      }
    });
    std::sort(known_.begin(), known_.end());
  }

  // The cards first, then what changed in known ones only.
  void put_card(const CardChange& change) {
    const long long ticket = change.card.ticket.value(), group = change.card.group.value();
    const auto known = groups_.find(ticket);
    const bool moved = known != groups_.end() && known->second != group;
    if (moved) leave_group(ticket, known->second);
    if (moved || known == groups_.end()) come_back(ticket, group);
    CardRow row = to_row(change.card);
    row.revision = change.quiet ? quiet_revision_of(group) : revision_of(group);
    cards_.number(portal_id_);
    append(cards_, row);
    change.changed_at ? cards_.number(to_ms(*change.changed_at)) : cards_.null();
    groups_[ticket] = group;
  }

  void put_changed(const CardChange& change) {
    const long long ticket = change.card.ticket.value(), changed = to_ms(*change.changed_at);
    sql_ << "UPDATE card SET changed_ms = :changed WHERE portal = :portal AND ticket = :ticket",
        use(changed, "changed"), use(portal_id_, "portal"), use(ticket, "ticket");
  }

  void put_rows(const CardChange& change) {
    for (const JournalRow& row : change.new_rows) {
      rows_.number(portal_id_).number(change.card.ticket.value());
      append(rows_, row);
    }
  }

  void put(std::span<const CardChange> changes) {
    for (const CardChange& change : changes) {
      if (change.card_changed || !groups_.contains(change.card.ticket.value()))
        put_card(change);
      else if (change.changed_at)
        put_changed(change);
      if (change.writes_seen) forget_writes(change.card.ticket.value());
    }
    cards_.finish();
    for (const CardChange& change : changes) put_rows(change);
    rows_.finish();
    replace_flows(sql_, dialect_, portal_, changes, known_);
  }

  void forget(TicketId gone) {
    const long long ticket = gone.value();
    const auto known = groups_.find(ticket);
    if (known == groups_.end()) return;
    const long long group = known->second;
    leave_group(ticket, group);
    groups_.erase(known);
    sql_ << "DELETE FROM card WHERE portal = :portal AND ticket = :ticket", use(portal_id_, "portal"),
        use(ticket, "ticket");
    sql_ << "DELETE FROM journal WHERE portal = :portal AND ticket = :ticket", use(portal_id_, "portal"),
        use(ticket, "ticket");
    forget_flows(sql_, portal_, std::span(&gone, 1));
    sql_ << "DELETE FROM card_place WHERE portal = :portal AND group_id = :group AND ticket = :ticket",
        use(portal_id_, "portal"), use(group, "group"), use(ticket, "ticket");
    forget_writes(ticket);
  }

  std::vector<std::pair<GroupId, std::int64_t>> touched() const {
    std::vector<std::pair<GroupId, std::int64_t>> groups;
    for (const auto& [group, revision] : revisions_) groups.emplace_back(GroupId{group}, revision);
    return groups;
  }

 private:
  void leave_group(long long ticket, long long group) {
    const long long revision = revision_of(group);
    sql_ << "REPLACE INTO gone (portal, group_id, ticket, revision) VALUES (:portal, :group, :ticket, "
            ":revision)",
        use(portal_id_, "portal"), use(group, "group"), use(ticket, "ticket"), use(revision, "revision");
    has_gone_[group] = true;
  }

  // Most groups have never lost a ticket: asked once, and not once a card.
  void come_back(long long ticket, long long group) {
    const auto asked = has_gone_.find(group);
    if (asked == has_gone_.end()) {
      long long some = 0;
      sql_ << "SELECT ticket FROM gone WHERE portal = :portal AND group_id = :group LIMIT 1", into(some),
          use(portal_id_, "portal"), use(group, "group");
      has_gone_[group] = sql_.got_data();
    }
    if (!has_gone_[group]) return;
    sql_ << "DELETE FROM gone WHERE portal = :portal AND group_id = :group AND ticket = :ticket",
        use(portal_id_, "portal"), use(group, "group"), use(ticket, "ticket");
  }

  void forget_writes(long long ticket) {
    sql_ << "DELETE FROM awaited_write WHERE portal = :portal AND ticket = :ticket",
        use(portal_id_, "portal"), use(ticket, "ticket");
  }

  long long revision_of(long long group) {
    const auto found = revisions_.find(group);
    if (found != revisions_.end()) return found->second;
    return revisions_[group] = raise_revision(sql_, portal_, GroupId{group});
  }

  // The present one: who has seen it will not be told.
  long long quiet_revision_of(long long group) {
    const auto found = quiet_.find(group);
    if (found != quiet_.end()) return found->second;
    return quiet_[group] = read_revision(sql_, portal_, GroupId{group});
  }

  soci::session& sql_;
  storage::Dialect dialect_;
  PortalId portal_;
  long long portal_id_ = portal_.value();
  std::unordered_map<long long, long long> groups_;  // of the stored cards, by ticket
  std::vector<TicketId> known_;                      // those that had a card before, ascending
  std::map<long long, long long> revisions_, quiet_;
  std::map<long long, bool> has_gone_;
  storage::BulkInsert cards_, rows_;
};

}  // namespace

Result<std::vector<std::pair<GroupId, std::int64_t>>> SociCardStore::store(
    PortalId portal, std::span<const CardChange> changes, std::span<const TicketId> gone) {
  using Touched = std::vector<std::pair<GroupId, std::int64_t>>;
  return database_.write("card.store", storage::Durability::kRelaxed,
                         [&](soci::session& sql) -> Result<Touched> {
                           std::vector<TicketId> tickets;
                           for (const CardChange& change : changes) tickets.push_back(change.card.ticket);
                           tickets.insert(tickets.end(), gone.begin(), gone.end());
                           Writer writer(sql, database_.dialect(), portal);
                           writer.look_up(tickets);
                           writer.put(changes);
                           for (const TicketId ticket : gone) writer.forget(ticket);
                           for (CardWatch* watch : watches_) watch->stored(sql, portal, changes, gone);
                           return writer.touched();
                         });
}

}  // namespace sd::kanban::sql
