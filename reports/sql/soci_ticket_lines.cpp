// Cards as lines of plan reports.
#include <unordered_map>

#include "extension/storage/id_lists.h"
#include "reports/sql/scope_text.h"
#include "reports/sql/soci_labour_facts.h"

namespace sd::reports::sql {
namespace {

using soci::into;
using soci::use;

struct LineRow {
  long long ticket = 0, company = 0, assignee = 0, estimate = 0;
  soci::indicator estimate_state = soci::i_null;
  std::string card_class;

  TicketLine line() const {
    TicketLine one{TicketId{ticket}, CompanyId{company}, UserId{assignee}, card_class, {}, 0};
    if (estimate_state == soci::i_ok) one.estimate_minutes = estimate;
    return one;
  }
};

constexpr const char* kLine = "SELECT ticket, company, assignee, class, estimate_minutes FROM card WHERE ";

template <class... Uses>
std::vector<TicketLine> select_lines(soci::session& sql, const std::string& condition, Uses... uses) {
  LineRow row;
  soci::statement select(sql);
  select.exchange(into(row.ticket));
  select.exchange(into(row.company));
  select.exchange(into(row.assignee));
  select.exchange(into(row.card_class));
  select.exchange(into(row.estimate, row.estimate_state));
  (select.exchange(uses), ...);
  select.alloc();
  select.prepare(kLine + condition);
  select.define_and_bind();
  select.execute();
  std::vector<TicketLine> lines;
  while (select.fetch()) lines.push_back(row.line());
  return lines;
}

// Fills in the time spent on each line's ticket.
void add_spent(soci::session& sql, const LabourScope& scope, std::vector<TicketLine>& lines) {
  std::vector<TicketId> tickets;
  std::unordered_map<long long, long long> spent;
  tickets.reserve(lines.size());
  for (const TicketLine& line : lines) tickets.push_back(line.ticket);
  storage::in_lists(std::span<const TicketId>(tickets), [&](const std::string& list) {
    const long long portal = scope.portal.value();
    long long ticket = 0, seconds = 0;
    soci::statement select =
        (sql.prepare << "SELECT ticket, SUM(seconds) FROM labour WHERE portal = :portal AND ticket IN (" +
                            list + ")" + without_excluded(scope, "user_id") + " GROUP BY ticket",
         into(ticket), into(seconds), use(portal, "portal"));
    select.execute();
    while (select.fetch()) spent[ticket] = seconds;
  });
  for (TicketLine& line : lines) {
    const auto found = spent.find(line.ticket.value());
    if (found != spent.end()) line.seconds = found->second;
  }
}

}  // namespace

Result<std::vector<TicketLine>> SociLabourFacts::lines(const LabourScope& scope,
                                                       std::span<const TicketId> tickets) {
  return database_.read("labour.lines", [&](soci::session& sql) -> Result<std::vector<TicketLine>> {
    std::unordered_map<TicketId, TicketLine> known;
    storage::in_lists(tickets, [&](const std::string& list) {
      const long long portal = scope.portal.value();
      for (TicketLine& line :
           select_lines(sql, "portal = :portal AND ticket IN (" + list + ")", use(portal, "portal"))) {
        known.emplace(line.ticket, line);
      }
    });
    std::vector<TicketLine> found;
    for (const TicketId ticket : tickets) {
      const auto line = known.find(ticket);
      if (line != known.end()) found.push_back(line->second);
    }
    add_spent(sql, scope, found);
    return found;
  });
}

Result<std::vector<TicketLine>> SociLabourFacts::changes_done(const LabourScope& scope, TimePoint from,
                                                              TimePoint to) {
  return database_.read("labour.changes_done", [&](soci::session& sql) -> Result<std::vector<TicketLine>> {
    const long long low = to_ms(from), high = to_ms(to);
    std::vector<TicketLine> found =
        select_lines(sql,
                     scope_text(scope, "assignee") +
                         " AND class = 'change' AND role = 'done'"
                         " AND done_ms >= :from AND done_ms < :to ORDER BY ticket",
                     use(low, "from"), use(high, "to"));
    add_spent(sql, scope, found);
    return found;
  });
}

Result<std::vector<QueuedCard>> SociLabourFacts::queued(const LabourScope& scope) {
  return database_.read("labour.queued", [&](soci::session& sql) -> Result<std::vector<QueuedCard>> {
    long long ticket = 0, assignee = 0, estimate = 0, spent = 0;
    soci::indicator estimate_state = soci::i_null;
    soci::statement select =
        (sql.prepare << "SELECT ticket, assignee, estimate_minutes, spent_minutes FROM card WHERE " +
                            scope_text(scope, "assignee") + " AND role IN ('queue', 'work') ORDER BY ticket",
         into(ticket), into(assignee), into(estimate, estimate_state), into(spent));
    select.execute();
    std::vector<QueuedCard> cards;
    while (select.fetch()) {
      QueuedCard card{TicketId{ticket}, UserId{assignee}, {}, spent};
      if (estimate_state == soci::i_ok) card.estimate_minutes = estimate;
      cards.push_back(card);
    }
    return cards;
  });
}

Result<std::vector<std::pair<TicketId, std::string>>> SociLabourFacts::titles(
    PortalId portal, std::span<const TicketId> tickets) {
  using Titles = std::vector<std::pair<TicketId, std::string>>;
  return database_.read("labour.titles", [&](soci::session& sql) -> Result<Titles> {
    Titles known;
    storage::in_lists(tickets, [&](const std::string& list) {
      const long long portal_id = portal.value();
      long long ticket = 0;
      std::string title;
      soci::statement select =
          (sql.prepare << "SELECT ticket, title FROM card WHERE portal = :portal AND ticket IN (" + list +
                              ")",
           into(ticket), into(title), use(portal_id, "portal"));
      select.execute();
      while (select.fetch()) known.emplace_back(TicketId{ticket}, title);
    });
    return known;
  });
}

Result<std::vector<std::pair<TicketId, CompanyId>>> SociLabourFacts::companies(
    PortalId portal, std::span<const TicketId> tickets) {
  using Companies = std::vector<std::pair<TicketId, CompanyId>>;
  return database_.read("labour.companies", [&](soci::session& sql) -> Result<Companies> {
    Companies known;
    storage::in_lists(tickets, [&](const std::string& list) {
      const long long portal_id = portal.value();
      long long ticket = 0, company = 0;
      soci::statement select =
          (sql.prepare << "SELECT ticket, company FROM card WHERE portal = :portal AND ticket IN (" + list +
                              ")",
           into(ticket), into(company), use(portal_id, "portal"));
      select.execute();
      while (select.fetch()) known.emplace_back(TicketId{ticket}, CompanyId{company});
    });
    return known;
  });
}

Result<std::vector<CompanyId>> SociLabourFacts::served(const LabourScope& scope) {
  return database_.read("labour.served", [&](soci::session& sql) -> Result<std::vector<CompanyId>> {
    long long company = 0;
    soci::statement select =
        (sql.prepare << "SELECT DISTINCT company FROM card WHERE " + scope_text(scope, "assignee") +
                            " AND role IN ('intake', 'triage', 'queue', 'work', 'verify') AND company <> 0"
                            " ORDER BY company",
         into(company));
    select.execute();
    std::vector<CompanyId> companies;
    while (select.fetch()) companies.emplace_back(company);
    return companies;
  });
}

}  // namespace sd::reports::sql
