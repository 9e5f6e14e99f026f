#include "reports/sql/soci_absence_store.h"

#include "extension/core/iso_time.h"

namespace sd::reports::sql {
namespace {

using soci::into;
using soci::use;
using std::chrono::days;
using std::chrono::sys_days;

Result<sys_days> day_of(const std::string& date) {
  const Result<TimePoint> midnight = parse_iso_time(date + "T00:00:00Z");
  if (!midnight) return Error{ErrorKind::kInternal, "absence.date", {}};
  return std::chrono::floor<days>(*midnight);
}

}  // namespace

Result<std::vector<Absence>> SociAbsenceStore::absences(PortalId portal, const Period& period) {
  return database_.read("absence.of_period", [&](soci::session& sql) -> Result<std::vector<Absence>> {
    const long long portal_id = portal.value();
    // Dates of this form compare like days.
    const std::string from = format_iso_time(period.from).substr(0, 10),
                      to = format_iso_time(period.to).substr(0, 10);
    long long user = 0;
    std::string first, last;
    soci::statement select =
        (sql.prepare << "SELECT user_id, first_day, last_day FROM absence WHERE portal = :portal"
                        " AND first_day < :to AND last_day >= :from ORDER BY user_id, first_day",
         into(user), into(first), into(last), use(portal_id, "portal"), use(to, "to"), use(from, "from"));
    select.execute();
    std::vector<Absence> absences;
    while (select.fetch()) {
      const Result<sys_days> begins = day_of(first), ends = day_of(last);
      if (!begins) return begins.error();
      if (!ends) return ends.error();
      absences.push_back({UserId{user}, *begins, *ends + days{1}});
    }
    return absences;
  });
}

}  // namespace sd::reports::sql
