#include "install/sdctl/doctor/server_checks.h"

#include "install/sdctl/opened.h"

namespace sd::sdctl {
namespace {

constexpr long long kPacketBytes = 16 * 1024 * 1024;  // the longest text a column takes

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

Findings server_settings(const std::string& name, const storage::ServerFacts& facts, int sessions) {
  Findings findings;
  if (!facts.version_fits()) {
    findings.push_back(problem("db.version", name + " runs version " + facts.version + ".",
                               "Use MariaDB 10.6 or newer, or MySQL 8.0 or newer."));
  }
  if (!facts.missing_rights.empty()) {
    const std::string rights = joined(facts.missing_rights);
    findings.push_back(
        problem("db.rights", "The user of " + name + " has no right to " + rights + " there.",
                "As the server's administrator: GRANT " + rights +
                    " ON DATABASE.* TO USER; see \"A database server\" in install/OPERATIONS.md."));
  }
  if (facts.max_packet_bytes < kPacketBytes) {
    findings.push_back(problem("db.packet",
                               name + " takes statements of at most " +
                                   std::to_string(facts.max_packet_bytes) +
                                   " bytes (max_allowed_packet); a long text of the portal would be refused.",
                               "Set max_allowed_packet = 16M or more in the server's configuration."));
  }
  if (facts.max_connections < sessions) {
    findings.push_back(problem("db.connections",
                               name + " takes " + std::to_string(facts.max_connections) +
                                   " connections, and the service opens " + std::to_string(sessions) + ".",
                               "Raise max_connections of the server, or lower limits.workers."));
  }
  if (!facts.durable) {
    findings.push_back(
        note("db.not_durable",
             name + " does not write every commit to the disk: after a power cut accepted events of "
                    "the last second may be missing until the next reconciliation.",
             "Set innodb_flush_log_at_trx_commit = 1, unless a cluster keeps the data twice."));
  }
  return findings;
}

Findings schema_findings(storage::Database& database, const std::string& name,
                         const storage::Migrations& migrations) {
  const Result<storage::SchemaState> state = storage::schema_state(database, migrations);
  if (!state) {
    return {problem(state.error().code, "The database " + name + ": " + in_words(state.error()) + ".",
                    "See \"Upgrade\" in install/OPERATIONS.md.")};
  }
  if (!state->unfinished.empty()) {
    return {problem("db.migration_unfinished",
                    "The migration " + state->unfinished + " of the database " + name + " was cut short.",
                    "Stop the service, then run: sdctl migrate (it goes on where it stopped).")};
  }
  if (state->applied < state->known) {
    return {problem("db.old_schema",
                    "The database " + name + " has " + std::to_string(state->applied) + " of " +
                        std::to_string(state->known) + " migrations.",
                    "Back up, then run: sdctl migrate (or start the service, which does it too).")};
  }
  return {};
}

Findings server_findings(const config::Config& config) {
  const std::string& name = config.storage_server;
  const auto database = storage::Database::open(main_options(config));
  if (!database) {
    return {problem(database.error().code, "The database " + name + ": " + in_words(database.error()) + ".",
                    "See \"A database server\" in install/OPERATIONS.md, then ask the doctor again.")};
  }
  const Result<storage::ServerFacts> facts = storage::server_facts(**database);
  if (!facts) {
    return {problem(facts.error().code, "The database " + name + ": " + in_words(facts.error()) + ".",
                    "Look at the server's log, then ask the doctor again.")};
  }
  Findings findings = server_settings(name, *facts, config.storage_sessions() + config.inbox_sessions());
  append(findings, schema_findings(**database, name + " (board)", storage::main_migrations()));
  append(findings, schema_findings(**database, name + " (inbox)", storage::inbox_migrations()));
  return findings;
}

}  // namespace sd::sdctl
