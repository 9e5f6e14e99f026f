#include "reports/sql/soci_rating_facts.h"

#include <algorithm>

namespace sd::reports::sql {

using soci::into;
using soci::use;

Result<std::vector<RatingFact>> SociRatingFacts::ratings(PortalId portal, const std::vector<GroupId>& groups,
                                                         TimePoint from, TimePoint to) {
  return database_.read("ratings.list", [&](soci::session& sql) -> Result<std::vector<RatingFact>> {
    const long long portal_id = portal.value(), from_instant = to_ms(from), to_instant = to_ms(to);
    long long ticket = 0, assignee = 0, company = 0, asked = 0, stars = 0, group = 0;
    std::string type, words;
    soci::statement select =
        (sql.prepare
             << "SELECT client_rating.ticket, client_rating.assignee, client_rating.company, "
                "client_rating.type, asked_ms, stars, words, client_rating.group_id FROM client_rating "
                "JOIN card ON card.portal = client_rating.portal AND card.ticket = client_rating.ticket "
                "AND card.cycle = client_rating.cycle AND card.role = 'done' WHERE client_rating.portal = "
                ":portal AND asked_ms >= :from AND asked_ms < :to ORDER BY asked_ms, client_rating.ticket",
         into(ticket), into(assignee), into(company), into(type), into(asked), into(stars), into(words),
         into(group), use(portal_id, "portal"), use(from_instant, "from"), use(to_instant, "to"));
    select.execute();
    std::vector<RatingFact> facts;
    while (select.fetch()) {
      if (!std::binary_search(groups.begin(), groups.end(), GroupId{group})) continue;
      facts.push_back({TicketId{ticket}, UserId{assignee}, CompanyId{company}, type, from_ms(asked),
                       static_cast<int>(stars), words});
    }
    return facts;
  });
}

}  // namespace sd::reports::sql
