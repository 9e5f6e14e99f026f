// What can be wrong with a database server: reachable, rights, version, settings, schema. Changes nothing.
#pragma once

#include "extension/config/config.h"
#include "extension/storage/migrations.h"
#include "extension/storage/server_facts.h"
#include "install/sdctl/doctor/finding.h"

namespace sd::sdctl {

// "db.version", "db.rights", "db.packet", "db.connections", "db.not_durable" (note). `sessions`: how many the
// service opens.
Findings server_settings(const std::string& name, const storage::ServerFacts& facts, int sessions);

// One set of migrations of an opened database: "db.migration_unfinished", "db.old_schema", "db.newer",
// "db.migration_changed", other db.*. `name` is for people.
Findings schema_findings(storage::Database& database, const std::string& name,
                         const storage::Migrations& migrations);

// The whole of it for a configuration that names a server: "db.connection", "db.denied" and those above.
Findings server_findings(const config::Config& config);

}  // namespace sd::sdctl
