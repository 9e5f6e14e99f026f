// Storing what looks at tickets changed: one transaction, one revision per group touched.
#include <map>

#include "kanban/sql/board_rows.h"
#include "kanban/sql/card_row.h"
#include "kanban/sql/soci_card_store.h"

namespace sd::kanban::sql {
namespace {

using soci::into;
using soci::use;

// Prepared statements of one store() call; every bound value is a member.
class Writer {
 public:
  Writer(soci::session& sql, storage::Dialect dialect, PortalId portal) : sql_(sql), portal_(portal) {
    prepare(find_group_, "SELECT group_id FROM card WHERE portal = :portal AND ticket = :ticket",
            [&](soci::statement& statement) {
              statement.exchange(into(group_));
              bind_key(statement);
            });
    prepare(
        put_card_,
        std::string("REPLACE INTO card (portal, ") + kCardColumns + ") VALUES (:portal, " + kCardBinds + ")",
        [&](soci::statement& statement) {
          statement.exchange(use(portal_id_, "portal"));
          bind_use(statement, card_);
        });
    prepare(put_changed_, "UPDATE card SET changed_ms = :changed WHERE portal = :portal AND ticket = :ticket",
            [&](soci::statement& statement) {
              statement.exchange(use(changed_, "changed"));
              bind_key(statement);
            });
    prepare(put_row_,
            std::string("INSERT INTO journal (portal, ticket, ") + kJournalColumns +
                ") VALUES (:portal, :ticket, " + kJournalBinds + ")" + storage::or_keep(dialect, "fact_key"),
            [&](soci::statement& statement) {
              bind_key(statement);
              bind_use(statement, row_);
            });
    prepare(
        put_gone_,
        "REPLACE INTO gone (portal, group_id, ticket, revision) VALUES (:portal, :group, :ticket, :revision)",
        [&](soci::statement& statement) {
          statement.exchange(use(portal_id_, "portal"));
          statement.exchange(use(group_, "group"));
          statement.exchange(use(ticket_, "ticket"));
          statement.exchange(use(revision_, "revision"));
        });
    prepare(drop_gone_, "DELETE FROM gone WHERE portal = :portal AND group_id = :group AND ticket = :ticket",
            [&](soci::statement& statement) {
              statement.exchange(use(portal_id_, "portal"));
              statement.exchange(use(group_, "group"));
              statement.exchange(use(ticket_, "ticket"));
            });
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void put(const CardChange& change) {
    ticket_ = change.card.ticket.value();
    const bool known = find_group();
    if (change.card_changed || !known) {
      if (known && group_ != change.card.group.value()) leave_group();
      card_ = to_row(change.card);
      const long long group = change.card.group.value();
      card_.revision = change.quiet ? quiet_revision_of(group) : revision_of(group);
      put_card_.execute(true);
      group_ = change.card.group.value();
      if (!known || moved_) drop_gone_.execute(true);
      moved_ = false;
    }
    if (change.changed_at) {
      changed_ = to_ms(*change.changed_at);
      put_changed_.execute(true);
    }
    for (const JournalRow& row : change.new_rows) {
      row_ = to_row(row);
      put_row_.execute(true);
    }
  }

  void forget(TicketId ticket) {
    ticket_ = ticket.value();
    if (!find_group()) return;
    leave_group();
    moved_ = false;
    sql_ << "DELETE FROM card WHERE portal = :portal AND ticket = :ticket", use(portal_id_, "portal"),
        use(ticket_, "ticket");
    sql_ << "DELETE FROM journal WHERE portal = :portal AND ticket = :ticket", use(portal_id_, "portal"),
        use(ticket_, "ticket");
  }

  std::vector<std::pair<GroupId, std::int64_t>> touched() const {
    std::vector<std::pair<GroupId, std::int64_t>> groups;
    for (const auto& [group, revision] : revisions_) groups.emplace_back(GroupId{group}, revision);
    return groups;
  }

 private:
  template <class Bind>
  void prepare(soci::statement& statement, const std::string& text, Bind&& bind) {
    bind(statement);
    statement.alloc();
    statement.prepare(text);
    statement.define_and_bind();
  }

  void bind_key(soci::statement& statement) {
    statement.exchange(use(portal_id_, "portal"));
    statement.exchange(use(ticket_, "ticket"));
  }

  // Leaves the stored card's group in group_.
  bool find_group() {
    find_group_.execute();
    return find_group_.fetch();
  }

  void leave_group() {
    revision_ = revision_of(group_);
    put_gone_.execute(true);
    moved_ = true;
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
  PortalId portal_;
  long long portal_id_ = portal_.value();
  long long ticket_ = 0, group_ = 0, revision_ = 0, changed_ = 0;
  bool moved_ = false;
  CardRow card_;
  JournalSqlRow row_;
  std::map<long long, long long> revisions_, quiet_;
  soci::statement find_group_{sql_}, put_card_{sql_}, put_changed_{sql_}, put_row_{sql_}, put_gone_{sql_},
      drop_gone_{sql_};
};

}  // namespace

Result<std::vector<std::pair<GroupId, std::int64_t>>> SociCardStore::store(
    PortalId portal, std::span<const CardChange> changes, std::span<const TicketId> gone) {
  using Touched = std::vector<std::pair<GroupId, std::int64_t>>;
  return database_.write("card.store", storage::Durability::kRelaxed,
                         [&](soci::session& sql) -> Result<Touched> {
                           Writer writer(sql, database_.dialect(), portal);
                           for (const CardChange& change : changes) writer.put(change);
                           for (const TicketId ticket : gone) writer.forget(ticket);
                           return writer.touched();
                         });
}

}  // namespace sd::kanban::sql
