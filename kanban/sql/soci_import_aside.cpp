#include "kanban/sql/soci_import_aside.h"

namespace sd::kanban::sql {
namespace {

using soci::into;
using soci::use;

constexpr std::size_t kMaxReason = 255;

}  // namespace

Status SociImportAside::put(PortalId portal, std::span<const AsideRow> rows) {
  return database_.write(
      "import_aside.put", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
        const long long portal_id = portal.value();
        for (const AsideRow& row : rows) {
          const long long object = row.id;
          const std::string reason = row.reason.substr(0, kMaxReason);
          sql << "REPLACE INTO import_aside (portal, kind, object_id, reason) VALUES (:portal, :kind, "
                 ":object, :reason)",
              use(portal_id, "portal"), use(row.kind, "kind"), use(object, "object"), use(reason, "reason");
        }
        return Done{};
      });
}

Result<std::vector<AsideRow>> SociImportAside::list(PortalId portal, std::size_t limit) {
  return database_.read("import_aside.list", [&](soci::session& sql) -> Result<std::vector<AsideRow>> {
    const long long portal_id = portal.value(), most = static_cast<long long>(limit);
    long long object = 0;
    std::string kind, reason;
    soci::statement select =
        (sql.prepare << "SELECT kind, object_id, reason FROM import_aside WHERE portal = :portal"
                        " ORDER BY kind, object_id LIMIT :most",
         into(kind), into(object), into(reason), use(portal_id, "portal"), use(most, "most"));
    select.execute();
    std::vector<AsideRow> rows;
    while (select.fetch()) rows.push_back({kind, object, reason});
    return rows;
  });
}

Result<std::int64_t> SociImportAside::count(PortalId portal) {
  return database_.read("import_aside.count", [&](soci::session& sql) -> Result<std::int64_t> {
    const long long portal_id = portal.value();
    long long rows = 0;
    sql << "SELECT COUNT(*) FROM import_aside WHERE portal = :portal", into(rows), use(portal_id, "portal");
    return std::int64_t{rows};
  });
}

Status SociImportAside::clear(PortalId portal) {
  return database_.write("import_aside.clear", storage::Durability::kRelaxed,
                         [&](soci::session& sql) -> Status {
                           const long long portal_id = portal.value();
                           sql << "DELETE FROM import_aside WHERE portal = :portal", use(portal_id, "portal");
                           return Done{};
                         });
}

}  // namespace sd::kanban::sql
