#include "reports/sql/soci_monthly_readers.h"

namespace sd::reports::sql {

using soci::into;
using soci::use;

Result<std::vector<MonthlyReader>> SociMonthlyReaders::readers(PortalId portal) {
  return database_.read("monthly.readers", [&](soci::session& sql) -> Result<std::vector<MonthlyReader>> {
    const long long portal_id = portal.value();
    long long user = 0, administrator = 0, since = 0;
    std::string lang, told;
    soci::statement select =
        (sql.prepare << "SELECT user_id, administrator, lang, since_ms, told_month FROM monthly_reader"
                        " WHERE portal = :portal ORDER BY user_id",
         into(user), into(administrator), into(lang), into(since), into(told), use(portal_id, "portal"));
    select.execute();
    std::vector<MonthlyReader> readers;
    while (select.fetch()) readers.push_back({UserId{user}, administrator != 0, lang, from_ms(since), told});
    return readers;
  });
}

Status SociMonthlyReaders::put(PortalId portal, const MonthlyReader& reader) {
  return database_.write("monthly.put", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value(), user = reader.user.value(),
                    administrator = reader.administrator, since = to_ms(reader.since);
    sql << "REPLACE INTO monthly_reader (portal, user_id, administrator, lang, since_ms, told_month)"
           " VALUES (:portal, :user, :administrator, :lang, :since, :told)",
        use(portal_id, "portal"), use(user, "user"), use(administrator, "administrator"),
        use(reader.lang, "lang"), use(since, "since"), use(reader.told_month, "told");
    return Done{};
  });
}

Status SociMonthlyReaders::remove(PortalId portal, UserId user) {
  return database_.write("monthly.remove", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value(), user_id = user.value();
    sql << "DELETE FROM monthly_reader WHERE portal = :portal AND user_id = :user", use(portal_id, "portal"),
        use(user_id, "user");
    return Done{};
  });
}

}  // namespace sd::reports::sql
