// Reading: cards, journals, boards. Writing is in soci_card_writer.cpp, groups in soci_group_store.cpp.
#include "kanban/sql/soci_card_store.h"

#include <unordered_map>

#include "extension/storage/id_lists.h"
#include "kanban/sql/board_rows.h"
#include "kanban/sql/card_row.h"

namespace sd::kanban::sql {
namespace {

using soci::use;

// Runs "SELECT <card columns> FROM card WHERE <condition>"; `bind` adds the condition's values.
template <class Bind>
std::vector<Card> select_cards(soci::session& sql, const std::string& condition, Bind&& bind) {
  CardRow row;
  soci::statement select(sql);
  bind_into(select, row);
  bind(select);
  select.alloc();
  select.prepare(std::string("SELECT ") + kCardColumns + " FROM card WHERE " + condition);
  select.define_and_bind();
  select.execute();
  std::vector<Card> cards;
  while (select.fetch()) cards.push_back(from_row(row));
  return cards;
}

std::vector<TicketId> gone_since(soci::session& sql, long long portal, long long group, long long since) {
  long long ticket = 0;
  soci::statement select =
      (sql.prepare << "SELECT ticket FROM gone WHERE portal = :portal AND"
                      " group_id = :group AND revision > :since ORDER BY ticket",
       soci::into(ticket), use(portal, "portal"), use(group, "group"), use(since, "since"));
  select.execute();
  std::vector<TicketId> tickets;
  while (select.fetch()) tickets.emplace_back(ticket);
  return tickets;
}

constexpr long long kHistoryPage = 256;
// The list of roles, and not `<> 'done'`, lets the index skip the done cards.
constexpr const char* kOpenRoles = " AND role IN ('intake', 'triage', 'queue', 'work', 'verify')";

struct SeenRow {
  long long ticket = 0, group = 0, stage = 0, changed = 0;
  soci::indicator changed_state = soci::i_null;

  SeenCard card() const {
    SeenCard seen{TicketId{ticket}, GroupId{group}, StageId{stage}, std::nullopt};
    if (changed_state == soci::i_ok) seen.changed_at = from_ms(changed);
    return seen;
  }
};

}  // namespace

Result<std::optional<Card>> SociCardStore::find(PortalId portal, TicketId ticket) {
  return database_.read("card.find", [&](soci::session& sql) -> Result<std::optional<Card>> {
    const long long portal_id = portal.value(), ticket_id = ticket.value();
    const std::vector<Card> cards =
        select_cards(sql, "portal = :portal AND ticket = :ticket", [&](soci::statement& select) {
          select.exchange(use(portal_id, "portal"));
          select.exchange(use(ticket_id, "ticket"));
        });
    if (cards.empty()) return std::optional<Card>();
    return std::optional<Card>(cards.front());
  });
}

Result<std::vector<std::optional<Card>>> SociCardStore::find_all(PortalId portal,
                                                                 std::span<const TicketId> tickets) {
  return database_.read("card.find", [&](soci::session& sql) -> Result<std::vector<std::optional<Card>>> {
    const long long portal_id = portal.value();
    std::unordered_map<TicketId, Card> found;
    storage::in_lists(tickets, [&](const std::string& list) {
      for (Card& card :
           select_cards(sql, "portal = :portal AND ticket IN (" + list + ")",
                        [&](soci::statement& select) { select.exchange(use(portal_id, "portal")); })) {
        const TicketId ticket = card.ticket;
        found.emplace(ticket, std::move(card));
      }
    });
    std::vector<std::optional<Card>> cards(tickets.size());
    for (std::size_t i = 0; i < tickets.size(); ++i) {
      const auto card = found.find(tickets[i]);
      if (card != found.end()) cards[i] = card->second;
    }
    return cards;
  });
}

Result<std::vector<JournalRow>> SociCardStore::journal(PortalId portal, TicketId ticket) {
  return database_.read("journal.read", [&](soci::session& sql) -> Result<std::vector<JournalRow>> {
    return read_journals(sql, database_.dialect(), portal, std::span(&ticket, 1)).front();
  });
}

Result<std::vector<std::vector<JournalRow>>> SociCardStore::journals(PortalId portal,
                                                                     std::span<const TicketId> tickets) {
  return database_.read("journal.read",
                        [&](soci::session& sql) -> Result<std::vector<std::vector<JournalRow>>> {
                          return read_journals(sql, database_.dialect(), portal, tickets);
                        });
}

Status SociCardStore::each_history(
    PortalId portal, GroupId group,
    const std::function<bool(const Card& card, const std::vector<JournalRow>& rows)>& take) {
  return database_.read_once("journal.each", [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value(), group_id = group.value();
    long long after = -1;
    for (;;) {
      const std::vector<Card> page = select_cards(
          sql, "portal = :portal AND group_id = :group AND ticket > :after ORDER BY ticket LIMIT :page",
          [&](soci::statement& select) {
            select.exchange(use(portal_id, "portal"));
            select.exchange(use(group_id, "group"));
            select.exchange(use(after, "after"));
            select.exchange(use(kHistoryPage, "page"));
          });
      if (page.empty()) return Done{};
      std::vector<TicketId> tickets;
      tickets.reserve(page.size());
      for (const Card& card : page) tickets.push_back(card.ticket);
      const auto journals = read_journals(sql, database_.dialect(), portal, tickets);
      for (std::size_t i = 0; i < page.size(); ++i) {
        if (!take(page[i], journals[i])) return Done{};
      }
      after = page.back().ticket.value();
    }
  });
}

Result<std::vector<SeenCard>> SociCardStore::seen(PortalId portal, std::span<const TicketId> tickets) {
  return database_.read("card.seen", [&](soci::session& sql) -> Result<std::vector<SeenCard>> {
    const long long portal_id = portal.value();
    std::unordered_map<TicketId, SeenCard> found;
    storage::in_lists(tickets, [&](const std::string& list) {
      SeenRow row;
      soci::statement select = (sql.prepare << "SELECT ticket, group_id, stage_id, changed_ms FROM card"
                                               " WHERE portal = :portal AND ticket IN (" +
                                                   list + ")",
                                soci::into(row.ticket), soci::into(row.group), soci::into(row.stage),
                                soci::into(row.changed, row.changed_state), use(portal_id, "portal"));
      select.execute();
      while (select.fetch()) found.emplace(TicketId{row.ticket}, row.card());
    });
    std::vector<SeenCard> cards;
    for (const TicketId ticket : tickets) {
      const auto card = found.find(ticket);
      if (card != found.end()) cards.push_back(card->second);
    }
    return cards;
  });
}

Result<std::vector<SeenCard>> SociCardStore::seen_between(PortalId portal, TicketId after, TicketId upto) {
  return database_.read("card.seen", [&](soci::session& sql) -> Result<std::vector<SeenCard>> {
    const long long portal_id = portal.value(), from = after.value(), to = upto.value();
    SeenRow row;
    soci::statement select =
        (sql.prepare << "SELECT ticket, group_id, stage_id, changed_ms FROM card WHERE portal = :portal"
                        " AND ticket > :after AND ticket <= :upto ORDER BY ticket",
         soci::into(row.ticket), soci::into(row.group), soci::into(row.stage),
         soci::into(row.changed, row.changed_state), use(portal_id, "portal"), use(from, "after"),
         use(to, "upto"));
    select.execute();
    std::vector<SeenCard> cards;
    while (select.fetch()) cards.push_back(row.card());
    return cards;
  });
}

Result<BoardSnapshot> SociCardStore::board(PortalId portal, GroupId group, bool with_done) {
  return database_.read("board.read", [&](soci::session& sql) -> Result<BoardSnapshot> {
    const long long portal_id = portal.value(), group_id = group.value();
    BoardSnapshot board;
    board.revision = read_revision(sql, portal, group);
    board.stages = read_stages(sql, portal, group);
    board.cards = select_cards(
        sql, std::string("portal = :portal AND group_id = :group") + (with_done ? "" : kOpenRoles),
        [&](soci::statement& select) {
          select.exchange(use(portal_id, "portal"));
          select.exchange(use(group_id, "group"));
        });
    board.places = open_places(sql, portal, group);
    return board;
  });
}

Result<BoardSnapshot> SociCardStore::changes(PortalId portal, GroupId group, std::int64_t since) {
  return database_.read("board.changes", [&](soci::session& sql) -> Result<BoardSnapshot> {
    const long long portal_id = portal.value(), group_id = group.value(), since_revision = since;
    BoardSnapshot board;
    board.revision = read_revision(sql, portal, group);
    if (board.revision <= since) return board;
    board.stages = read_stages(sql, portal, group);
    board.cards = select_cards(sql, "portal = :portal AND group_id = :group AND revision > :since",
                               [&](soci::statement& select) {
                                 select.exchange(use(portal_id, "portal"));
                                 select.exchange(use(group_id, "group"));
                                 select.exchange(use(since_revision, "since"));
                               });
    board.gone = gone_since(sql, portal_id, group_id, since_revision);
    board.places = read_places(sql, portal, group, board.cards);
    return board;
  });
}

Result<std::int64_t> SociCardStore::revision(PortalId portal, GroupId group) {
  return database_.read("board.revision", [&](soci::session& sql) -> Result<std::int64_t> {
    return read_revision(sql, portal, group);
  });
}

}  // namespace sd::kanban::sql
