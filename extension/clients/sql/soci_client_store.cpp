#include "extension/clients/sql/soci_client_store.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "extension/clients/sql/contact_requests.h"
#include "extension/storage/id_lists.h"
#include "kanban/sql/card_row.h"

namespace sd::clients::sql {
namespace {

using soci::into;
using soci::use;

constexpr long long kNever = -1;

std::optional<TimePoint> instant(long long ms) {
  if (ms == kNever) return std::nullopt;
  return from_ms(ms);
}

// His company's cards, where the settings show them to him, and those he has created.
std::string candidate_condition(const Client& client) {
  std::string tickets =
      client.by_link()
          ? "SELECT ticket FROM client_contact_request WHERE portal = :portal AND user_id = :user"
          : "SELECT ticket FROM card WHERE portal = :portal AND creator = :user AND creator <> 0";
  if (client.rules.whole_company) {
    tickets +=
        " UNION SELECT ticket FROM card WHERE portal = :same_portal AND company = :company AND company <> 0";
  }
  return "ticket IN (" + tickets + ")";
}

// A request whose creator is its assignee has not been taken on by anybody: nor is it when the background has
// written it for somebody.
void name_writers(soci::session& sql, long long portal, std::vector<MarkedCard>& cards) {
  std::vector<kanban::Card*> read, untaken;
  read.reserve(cards.size());
  for (MarkedCard& marked : cards) {
    read.push_back(&marked.card);
    if (marked.card.assignee == marked.card.creator) untaken.push_back(&marked.card);
  }
  put_writers(sql, portal, read);
  for (kanban::Card* card : untaken) card->assignee = card->creator;
}

// The cards of a condition that names :below, :least and :most beside what candidate_condition() names.
std::vector<MarkedCard> read_cards(soci::session& sql, const Client& client, const std::string& condition,
                                   long long least, long long below, long long most) {
  const long long portal = client.portal.value(), user = client.user.value(),
                  company = client.company.value();
  kanban::sql::CardRow row;
  soci::statement select(sql);
  kanban::sql::bind_into(select, row);
  select.exchange(use(portal, "card_portal"));
  select.exchange(use(portal, "portal"));
  select.exchange(use(user, "user"));
  if (client.rules.whole_company) {
    select.exchange(use(portal, "same_portal"));
    select.exchange(use(company, "company"));
  }
  select.exchange(use(least, "least"));
  select.exchange(use(below, "below"));
  select.exchange(use(most, "most"));
  select.alloc();
  select.prepare(std::string("SELECT ") + kanban::sql::kCardColumns +
                 " FROM card WHERE portal = :card_portal AND " + candidate_condition(client) + condition +
                 " AND ticket >= :least AND ticket < :below ORDER BY ticket DESC LIMIT :most");
  select.define_and_bind();
  select.execute();
  std::vector<MarkedCard> cards;
  while (select.fetch()) cards.push_back({kanban::sql::from_row(row), {}});
  name_writers(sql, portal, cards);
  return cards;
}

void read_marks(soci::session& sql, const Client& client, std::vector<MarkedCard>& cards) {
  const long long portal = client.portal.value(), user = client.user.value();
  std::vector<TicketId> tickets;
  std::unordered_map<long long, Marks*> marks;
  for (MarkedCard& marked : cards) {
    tickets.push_back(marked.card.ticket);
    marks[marked.card.ticket.value()] = &marked.marks;
  }
  storage::in_lists(std::span<const TicketId>(tickets), [&](const std::string& list) {
    long long ticket = 0, word = 0, to_me = 0, seen = 0;
    soci::statement words =
        (sql.prepare << "SELECT ticket, MAX(at_ms), MAX(CASE WHEN actor = :user THEN -1 ELSE at_ms END)"
                        " FROM journal WHERE portal = :portal AND fact = 'comment' AND ticket IN (" +
                            list + ") GROUP BY ticket",
         into(ticket), into(word), into(to_me), use(user, "user"), use(portal, "portal"));
    words.execute();
    while (words.fetch()) {
      marks[ticket]->last_word = instant(word);
      marks[ticket]->last_word_to_me = instant(to_me);
    }
    soci::statement read = (sql.prepare << "SELECT ticket, seen_ms FROM client_seen WHERE portal = :portal"
                                           " AND user_id = :user AND ticket IN (" +
                                               list + ")",
                            into(ticket), into(seen), use(portal, "portal"), use(user, "user"));
    read.execute();
    while (read.fetch()) marks[ticket]->seen = instant(seen);
  });
}

}  // namespace

Result<Client> SociClientStore::client(PortalId portal, UserId user) {
  return database_.read("client.find", [&](soci::session& sql) -> Result<Client> {
    const long long portal_id = portal.value(), user_id = user.value();
    Client client{portal, user, {}, {}};
    long long company = 0, contact = 0;
    if (client.by_link()) {
      sql << "SELECT company_id, contact_id, name FROM client_contact WHERE portal = :portal AND user_id ="
             " :user",
          into(company), into(contact), into(client.name), use(portal_id, "portal"), use(user_id, "user");
    } else {
      sql << "SELECT company_id FROM client_company WHERE portal = :portal AND user_id = :user",
          into(company), use(portal_id, "portal"), use(user_id, "user");
    }
    if (sql.got_data()) {
      client.company = CompanyId{company};
      client.contact = ContactId{contact};
    }
    company = client.company.value();
    long long important = 0, lands_in = 0, check = 0, reopen = 0, rating = 0;
    std::string sees, answers_by;
    // The line of the company itself stands before that of every company.
    sql << "SELECT sees, answers_by, important, lands_in, check_days, reopen_days, rating_days FROM "
           "client_rule WHERE portal = :portal"
           " AND company_id IN (0, :company) ORDER BY company_id DESC LIMIT 1",
        into(sees), into(answers_by), into(important), into(lands_in), into(check), into(reopen),
        into(rating), use(portal_id, "portal"), use(company, "company");
    if (sql.got_data()) {
      client.rules = {sees != "own", answers_by == "name", important != 0, GroupId{lands_in},
                      CareRules{static_cast<int>(check), static_cast<int>(reopen), static_cast<int>(rating)}};
    }
    return client;
  });
}

Result<std::set<UserId>> SociClientStore::people_of(PortalId portal, CompanyId company) {
  if (company.value() == 0) return std::set<UserId>{};
  return database_.read("client.people", [&](soci::session& sql) -> Result<std::set<UserId>> {
    const long long portal_id = portal.value(), company_id = company.value();
    long long user = 0;
    soci::statement select =
        (sql.prepare << "SELECT user_id FROM client_company WHERE portal = :portal AND company_id = :company"
                        " UNION SELECT user_id FROM client_contact WHERE portal = :same_portal AND company_id"
                        " = :same_company",
         into(user), use(portal_id, "portal"), use(company_id, "company"), use(portal_id, "same_portal"),
         use(company_id, "same_company"));
    select.execute();
    std::set<UserId> people;
    while (select.fetch()) people.emplace(user);
    return people;
  });
}

Result<std::vector<LinkedContact>> SociClientStore::contacts_of(PortalId portal, CompanyId company) {
  if (company.value() == 0) return std::vector<LinkedContact>{};
  return database_.read("client.contacts", [&](soci::session& sql) -> Result<std::vector<LinkedContact>> {
    const long long portal_id = portal.value(), company_id = company.value();
    long long user = 0, contact = 0;
    std::string name;
    soci::statement select =
        (sql.prepare << "SELECT user_id, contact_id, name FROM client_contact WHERE portal = :portal AND"
                        " company_id = :company ORDER BY user_id",
         into(user), into(contact), into(name), use(portal_id, "portal"), use(company_id, "company"));
    select.execute();
    std::vector<LinkedContact> contacts;
    while (select.fetch()) contacts.push_back({UserId{user}, ContactId{contact}, company, name});
    return contacts;
  });
}

Result<std::vector<MarkedCard>> SociClientStore::candidates(const Client& client, Share share,
                                                            TicketId before, std::size_t limit) {
  return database_.read("client.cards", [&](soci::session& sql) -> Result<std::vector<MarkedCard>> {
    const long long below = before.value() == 0 ? std::numeric_limits<std::int64_t>::max() : before.value();
    std::vector<MarkedCard> cards =
        read_cards(sql, client, share == Share::kDone ? " AND role = 'done'" : " AND role <> 'done'", 0,
                   below, static_cast<long long>(limit));
    read_marks(sql, client, cards);
    return cards;
  });
}

Result<std::optional<MarkedCard>> SociClientStore::candidate(const Client& client, TicketId ticket) {
  using Found = std::optional<MarkedCard>;
  if (ticket.value() <= 0 || ticket.value() == std::numeric_limits<std::int64_t>::max()) return Found{};
  return database_.read("client.card", [&](soci::session& sql) -> Result<Found> {
    std::vector<MarkedCard> cards = read_cards(sql, client, "", ticket.value(), ticket.value() + 1, 1);
    if (cards.empty()) return Found{};
    read_marks(sql, client, cards);
    return Found{std::move(cards.front())};
  });
}

Result<std::vector<RequestTemplate>> SociClientStore::templates(PortalId portal, GroupId group) {
  return database_.read("client.templates", [&](soci::session& sql) -> Result<std::vector<RequestTemplate>> {
    const long long portal_id = portal.value(), group_id = group.value();
    RequestTemplate one;
    soci::statement select =
        (sql.prepare << "SELECT name, title, body, type FROM request_template WHERE portal = :portal"
                        " AND group_id IN (0, :group) AND for_clients <> 0 ORDER BY sort, group_id",
         into(one.name), into(one.title), into(one.body), into(one.type), use(portal_id, "portal"),
         use(group_id, "group"));
    select.execute();
    std::vector<RequestTemplate> templates;
    while (select.fetch()) templates.push_back(one);
    return templates;
  });
}

Status SociClientStore::note_written(const Client& client, TicketId ticket) {
  return database_.write("client.written", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
    const long long portal = client.portal.value(), user = client.user.value(), id = ticket.value();
    sql << "REPLACE INTO client_contact_request (portal, ticket, user_id) VALUES (:portal, :ticket, :user)",
        use(portal, "portal"), use(id, "ticket"), use(user, "user");
    return Done{};
  });
}

Result<bool> SociClientStore::name_writer(const Client& client, TicketId ticket,
                                          std::optional<kanban::Fact> fact,
                                          std::span<const UserId> background) {
  return database_.write(
      "client.writer", storage::Durability::kRelaxed, [&](soci::session& sql) -> Result<bool> {
        const long long portal = client.portal.value(), id = ticket.value(), user = client.user.value();
        const std::string name(fact ? to_string(*fact) : "");
        std::vector<std::string> keys;
        std::string key;
        long long actor = 0;
        soci::statement select =
            (sql.prepare << std::string(
                                "SELECT fact_key, actor FROM journal WHERE portal = :portal AND ticket ="
                                " :ticket AND fact_key LIKE 'h%' AND (:any = '' OR fact = :fact)"
                                " ORDER BY at_ms DESC, tie_order DESC") +
                                (fact ? " LIMIT 1" : ""),
             into(key), into(actor), use(portal, "portal"), use(id, "ticket"), use(name, "any"),
             use(name, "fact"));
        select.execute();
        while (select.fetch()) {
          if (std::find(background.begin(), background.end(), UserId{actor}) != background.end()) {
            keys.push_back(key);
          }
        }
        for (const std::string& one : keys) {
          sql << "UPDATE journal SET actor = :user WHERE portal = :portal AND ticket = :ticket AND fact_key "
                 "= :key",
              use(user, "user"), use(portal, "portal"), use(id, "ticket"), use(one, "key");
        }
        return !keys.empty();
      });
}

Status SociClientStore::mark_seen(const Client& client, TicketId ticket, TimePoint upto) {
  return database_.write("client.seen", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
    const long long portal = client.portal.value(), user = client.user.value(), id = ticket.value(),
                    seen = to_ms(upto);
    const std::string offered = storage::offered(database_.dialect(), "seen_ms");
    sql << "INSERT INTO client_seen (portal, user_id, ticket, seen_ms) VALUES (:portal, :user, :ticket, "
           ":seen)" +
               storage::or_change(database_.dialect(), "portal, user_id, ticket") + " seen_ms = CASE WHEN " +
               offered + " > client_seen.seen_ms THEN " + offered + " ELSE client_seen.seen_ms END",
        use(portal, "portal"), use(user, "user"), use(id, "ticket"), use(seen, "seen");
    return Done{};
  });
}

}  // namespace sd::clients::sql
