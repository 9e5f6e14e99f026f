#include "extension/portal/sql/soci_portal_directory.h"

namespace sd::portal {

using soci::into;
using soci::use;

Result<PortalRecord> SociPortalDirectory::find(PortalId portal) {
  const long long id = portal.value();
  return database_.read("portal.find", [&](soci::session& sql) -> Result<PortalRecord> {
    PortalRecord record;
    std::string member;
    sql << "SELECT member_id, client_endpoint, server_endpoint, client_id FROM portal WHERE id = :id",
        into(member), into(record.client_endpoint), into(record.server_endpoint), into(record.client_id),
        use(id, "id");
    if (!sql.got_data()) return Error{ErrorKind::kNotFound, "portal.unknown", {}};
    const auto application = applications_.find(record.client_id);
    if (application == applications_.end()) {
      return Error{ErrorKind::kNotFound, "portal.unknown", "its application is not in the configuration"};
    }
    record.id = portal;
    record.member = MemberId{member};
    record.client_secret = application->second.client_secret;
    record.limits = application->second.limits;
    return record;
  });
}

Status SociPortalDirectory::moved(PortalId portal, const std::string& client_endpoint) {
  const long long id = portal.value();
  return database_.write("portal.moved", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
    soci::statement update = (sql.prepare << "UPDATE portal SET client_endpoint = :endpoint WHERE id = :id",
                              use(client_endpoint, "endpoint"), use(id, "id"));
    update.execute(true);
    if (update.get_affected_rows() == 0) return Error{ErrorKind::kNotFound, "portal.unknown", {}};
    return Done{};
  });
}

}  // namespace sd::portal
