#include "extension/lease/sql/soci_lease_store.h"

namespace sd::lease {
namespace {

using soci::into;
using soci::use;

std::optional<LeaseRow> row_of(soci::session& sql, PortalId portal) {
  const long long portal_id = portal.value();
  LeaseRow row;
  long long beat = 0;
  sql << "SELECT holder, beat FROM lease WHERE portal = :portal", into(row.holder), into(beat),
      use(portal_id, "portal");
  if (!sql.got_data()) return std::nullopt;
  row.beat = beat;
  return row;
}

}  // namespace

Result<std::optional<LeaseRow>> SociLeaseStore::find(PortalId portal) {
  return database_.read("lease.find", [&](soci::session& sql) -> Result<std::optional<LeaseRow>> {
    return row_of(sql, portal);
  });
}

// Compare and set in one transaction: of two that see the same row, one is told to repeat and sees the
// other's.
Result<bool> SociLeaseStore::replace(PortalId portal, const std::optional<LeaseRow>& seen,
                                     const LeaseRow& next, TimePoint now) {
  return database_.write(
      "lease.replace", storage::Durability::kRelaxed, [&](soci::session& sql) -> Result<bool> {
        const std::optional<LeaseRow> row = row_of(sql, portal);
        if (row == next) return true;  // stored by an attempt whose answer was lost
        if (row != seen) return false;
        const long long portal_id = portal.value(), beat = next.beat, now_ms = to_ms(now);
        sql << "REPLACE INTO lease (portal, holder, beat, renewed_ms) VALUES (:portal, :holder, :beat, :now)",
            use(portal_id, "portal"), use(next.holder, "holder"), use(beat, "beat"), use(now_ms, "now");
        return true;
      });
}

}  // namespace sd::lease
