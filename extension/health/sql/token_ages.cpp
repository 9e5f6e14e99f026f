#include "extension/health/sql/token_ages.h"

namespace sd::health {

Result<std::vector<BackgroundToken>> token_ages(storage::Database& database, PortalId portal) {
  return database.read("token.ages", [&](soci::session& sql) -> Result<std::vector<BackgroundToken>> {
    const long long portal_id = portal.value();
    long long user = 0, expires = 0;
    soci::statement select =
        (sql.prepare << "SELECT b.user_id, t.expires_ms FROM background_user b JOIN token t"
                        " ON t.portal = b.portal AND t.user_id = b.user_id"
                        " WHERE b.portal = :portal ORDER BY b.position",
         soci::into(user), soci::into(expires), soci::use(portal_id, "portal"));
    select.execute();
    std::vector<BackgroundToken> tokens;
    while (select.fetch()) tokens.push_back({UserId{user}, renewed_at(from_ms(expires))});
    return tokens;
  });
}

}  // namespace sd::health
