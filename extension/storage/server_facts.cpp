#include "extension/storage/server_facts.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace sd::storage {
namespace {

constexpr const char* kNeeded[] = {"SELECT", "INSERT", "UPDATE", "DELETE",
                                   "CREATE", "ALTER",  "INDEX",  "DROP"};

// Rights come from the user or, by a name or a pattern, from the database. Those of a role are not listed
// there: with one active, nothing can be said.
std::vector<std::string> missing_rights(soci::session& sql) {
  std::string role;
  sql << "SELECT COALESCE(CURRENT_ROLE(), 'NONE')", soci::into(role);
  if (role != "NONE") return {};
  std::vector<std::string> held;
  std::string right;
  soci::statement select =
      (sql.prepare << "SELECT privilege_type FROM information_schema.user_privileges"
                      " WHERE REPLACE(grantee, '''', '') = CURRENT_USER()"
                      " UNION SELECT privilege_type FROM information_schema.schema_privileges"
                      " WHERE REPLACE(grantee, '''', '') = CURRENT_USER() AND DATABASE() LIKE table_schema",
       soci::into(right));
  select.execute();
  while (select.fetch()) held.push_back(right);
  std::vector<std::string> missing;
  for (const char* needed : kNeeded) {
    if (std::find(held.begin(), held.end(), needed) == held.end()) missing.emplace_back(needed);
  }
  return missing;
}

}  // namespace

bool ServerFacts::version_fits() const {
  int major = 0, minor = 0;
  const char* const end = version.data() + version.size();
  const auto first = std::from_chars(version.data(), end, major);
  if (first.ec != std::errc{} || first.ptr == end) return false;
  std::from_chars(first.ptr + 1, end, minor);
  const bool maria = version.find("MariaDB") != std::string::npos;
  return std::pair(major, minor) >= (maria ? std::pair(10, 6) : std::pair(8, 0));
}

Result<ServerFacts> server_facts(Database& database) {
  return database.read("server.facts", [](soci::session& sql) -> Result<ServerFacts> {
    ServerFacts facts;
    long long flush = 0, packet = 0, connections = 0;
    sql << "SELECT VERSION(), @@max_allowed_packet, @@max_connections, @@innodb_flush_log_at_trx_commit",
        soci::into(facts.version), soci::into(packet), soci::into(connections), soci::into(flush);
    facts.max_packet_bytes = packet;
    facts.max_connections = connections;
    facts.durable = flush == 1;
    facts.missing_rights = missing_rights(sql);
    return facts;
  });
}

}  // namespace sd::storage
