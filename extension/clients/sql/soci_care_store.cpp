#include "extension/clients/sql/soci_care_store.h"

#include <map>

#include "extension/clients/sql/contact_requests.h"
#include "kanban/sql/card_row.h"

namespace sd::clients::sql {
namespace {

using soci::into;
using soci::use;

constexpr long long kNotAnswered = 0;

// The cards of a condition that names :least beside :portal and :same_portal. Each part of it is found by an
// index: the open cards by the board's, those done lately by their end.
std::vector<kanban::Card> read_cards(soci::session& sql, long long portal, const std::string& condition,
                                     long long least) {
  kanban::sql::CardRow row;
  soci::statement select(sql);
  kanban::sql::bind_into(select, row);
  select.exchange(use(portal, "portal"));
  select.exchange(use(portal, "same_portal"));
  select.exchange(use(portal, "third_portal"));
  select.exchange(use(least, "least"));
  select.alloc();
  select.prepare(std::string("SELECT ") + kanban::sql::kCardColumns + " FROM card WHERE portal = :portal" +
                 condition);
  select.define_and_bind();
  select.execute();
  std::vector<kanban::Card> cards;
  while (select.fetch()) cards.push_back(kanban::sql::from_row(row));
  std::vector<kanban::Card*> read;
  read.reserve(cards.size());
  for (kanban::Card& card : cards) read.push_back(&card);
  put_writers(sql, portal, read);
  return cards;
}

constexpr const char* kOfClients =
    " AND (creator IN (SELECT user_id FROM app_user WHERE portal = :same_portal AND external = 1) OR EXISTS"
    " (SELECT 1 FROM client_contact_request AS written WHERE written.portal = card.portal AND written.ticket "
    "="
    " card.ticket))";

}  // namespace

Result<std::vector<CareStore::Waiting>> SociCareStore::awaiting(PortalId portal) {
  return database_.read("care.awaiting", [&](soci::session& sql) -> Result<std::vector<Waiting>> {
    const long long portal_id = portal.value();
    const std::vector<kanban::Card> cards =
        read_cards(sql, portal_id,
                   std::string(kOfClients) +
                       " AND group_id IN (SELECT group_id FROM bound_group WHERE portal = :third_portal)"
                       " AND role IN ('intake', 'triage', 'queue', 'work', 'verify') AND awaiting_check = 1"
                       " AND ticket > :least ORDER BY ticket",
                   0);
    std::map<long long, long long> reminded;
    long long ticket = 0, since = 0;
    soci::statement select =
        (sql.prepare << "SELECT ticket, since_ms FROM client_check WHERE portal = :portal", into(ticket),
         into(since), use(portal_id, "portal"));
    select.execute();
    while (select.fetch()) reminded[ticket] = since;
    std::vector<Waiting> waiting;
    for (const kanban::Card& card : cards) {
      const auto found = reminded.find(card.ticket.value());
      waiting.push_back({card, found != reminded.end() && found->second == to_ms(card.last_update_at)});
    }
    return waiting;
  });
}

Status SociCareStore::note_reminded(PortalId portal, const kanban::Card& card) {
  return database_.write("care.reminded", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value(), ticket = card.ticket.value(),
                    since = to_ms(card.last_update_at);
    sql << "REPLACE INTO client_check (portal, ticket, since_ms) VALUES (:portal, :ticket, :since)",
        use(portal_id, "portal"), use(ticket, "ticket"), use(since, "since");
    return Done{};
  });
}

Result<std::vector<CareStore::Unannounced>> SociCareStore::unannounced(PortalId portal,
                                                                       TimePoint created_since) {
  return database_.read("care.unannounced", [&](soci::session& sql) -> Result<std::vector<Unannounced>> {
    const long long portal_id = portal.value();
    std::map<long long, std::pair<long long, bool>> managers;
    long long company = 0, manager = 0, vip = 0;
    soci::statement select =
        (sql.prepare << "SELECT company_id, manager, vip FROM client_rule WHERE portal = :portal AND"
                        " company_id > 0 AND manager > 0",
         into(company), into(manager), into(vip), use(portal_id, "portal"));
    select.execute();
    while (select.fetch()) managers[company] = {manager, vip != 0};
    std::vector<Unannounced> found;
    if (managers.empty()) return found;
    const std::vector<kanban::Card> cards = read_cards(
        sql, portal_id,
        " AND company IN (SELECT company_id FROM client_rule WHERE portal = :same_portal AND manager > 0)"
        " AND created_ms >= :least AND NOT EXISTS (SELECT 1 FROM client_notice AS told WHERE told.portal ="
        " :third_portal AND told.ticket = card.ticket) ORDER BY ticket",
        to_ms(created_since));
    for (const kanban::Card& card : cards) {
      const auto whose = managers.find(card.company.value());
      if (whose == managers.end()) continue;
      found.push_back({card, UserId{whose->second.first}, whose->second.second});
    }
    return found;
  });
}

Status SociCareStore::note_announced(PortalId portal, TicketId ticket, TimePoint at) {
  return database_.write("care.announced", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value(), ticket_id = ticket.value(), told = to_ms(at);
    sql << "REPLACE INTO client_notice (portal, ticket, told_ms) VALUES (:portal, :ticket, :told)",
        use(portal_id, "portal"), use(ticket_id, "ticket"), use(told, "told");
    return Done{};
  });
}

Result<std::vector<kanban::Card>> SociCareStore::unasked(PortalId portal, TimePoint done_since) {
  return database_.read("care.unasked", [&](soci::session& sql) -> Result<std::vector<kanban::Card>> {
    return read_cards(sql, portal.value(),
                      std::string(kOfClients) +
                          " AND class IN ('incident', 'change', 'service') AND done_ms >= :least"
                          " AND role = 'done' AND NOT EXISTS (SELECT 1 FROM client_rating AS asked WHERE"
                          " asked.portal = :third_portal AND asked.ticket = card.ticket AND asked.cycle = "
                          "card.cycle AND asked.user_id = COALESCE((SELECT written.user_id FROM"
                          " client_contact_request AS written WHERE written.portal = card.portal AND"
                          " written.ticket = card.ticket), card.creator)) ORDER BY done_ms, ticket",
                      to_ms(done_since));
  });
}

Result<std::optional<TimePoint>> SociCareStore::last_asked(PortalId portal, UserId user) {
  using Found = std::optional<TimePoint>;
  return database_.read("care.last_asked", [&](soci::session& sql) -> Result<Found> {
    const long long portal_id = portal.value(), user_id = user.value();
    long long last = 0;
    sql << "SELECT COALESCE(MAX(asked_ms), 0) FROM client_rating WHERE portal = :portal AND user_id = :user",
        into(last), use(portal_id, "portal"), use(user_id, "user");
    return last == 0 ? Found{} : Found{from_ms(last)};
  });
}

Status SociCareStore::note_asked(PortalId portal, const kanban::Card& card, TimePoint at) {
  return database_.write("care.asked", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value(), ticket = card.ticket.value(), cycle = card.cycle,
                    user = card.creator.value(), asked = to_ms(at), assignee = card.assignee.value(),
                    company = card.company.value(), group = card.group.value();
    long long there = 0;
    sql << "SELECT COUNT(*) FROM client_rating WHERE portal = :portal AND ticket = :ticket AND cycle = :cycle"
           " AND user_id = :user",
        into(there), use(portal_id, "portal"), use(ticket, "ticket"), use(cycle, "cycle"), use(user, "user");
    if (there != 0) return Done{};
    sql << "INSERT INTO client_rating (portal, ticket, cycle, user_id, group_id, assignee, company, type,"
           " asked_ms, answered_ms, stars, words) VALUES (:portal, :ticket, :cycle, :user, :group, :assignee,"
           " :company, :type, :asked, 0, 0, '')",
        use(portal_id, "portal"), use(ticket, "ticket"), use(cycle, "cycle"), use(user, "user"),
        use(group, "group"), use(assignee, "assignee"), use(company, "company"), use(card.type, "type"),
        use(asked, "asked");
    return Done{};
  });
}

Result<std::optional<Rating>> SociCareStore::rating(const Question& question) {
  using Found = std::optional<Rating>;
  return database_.read("care.rating", [&](soci::session& sql) -> Result<Found> {
    const long long portal = question.portal.value(), ticket = question.ticket.value(),
                    cycle = question.cycle, user = question.user.value();
    long long asked = 0, answered = 0, stars = 0;
    std::string words;
    sql << "SELECT asked_ms, answered_ms, stars, words FROM client_rating WHERE portal = :portal AND ticket ="
           " :ticket AND cycle = :cycle AND user_id = :user",
        into(asked), into(answered), into(stars), into(words), use(portal, "portal"), use(ticket, "ticket"),
        use(cycle, "cycle"), use(user, "user");
    if (!sql.got_data()) return Found{};
    Rating rating{from_ms(asked), std::nullopt, static_cast<int>(stars), words};
    if (answered != kNotAnswered) rating.answered = from_ms(answered);
    return Found{std::move(rating)};
  });
}

Status SociCareStore::rate(const Question& question, const Rating& rating) {
  return database_.write("care.rate", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
    const long long portal = question.portal.value(), ticket = question.ticket.value(),
                    cycle = question.cycle, user = question.user.value(), stars = rating.stars,
                    answered = rating.answered ? to_ms(*rating.answered) : kNotAnswered;
    sql << "UPDATE client_rating SET answered_ms = :answered, stars = :stars, words = :words WHERE portal ="
           " :portal AND ticket = :ticket AND cycle = :cycle AND user_id = :user",
        use(answered, "answered"), use(stars, "stars"), use(rating.words, "words"), use(portal, "portal"),
        use(ticket, "ticket"), use(cycle, "cycle"), use(user, "user");
    return Done{};
  });
}

}  // namespace sd::clients::sql
