// The commands of sdctl. Each prints its result to `out`, what went wrong to `err`, and returns the exit
// code.
#pragma once

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "extension/config/config.h"
#include "extension/core/clock.h"
#include "extension/core/time.h"

namespace sd::sdctl {

inline constexpr int kOk = 0;
inline constexpr int kFailed = 1;     // it went wrong, or the doctor has findings
inline constexpr int kCannotRun = 2;  // wrong options, unreadable configuration

struct Streams {
  std::ostream& out;
  std::ostream& err;
};

// Shows what is applied and applies what is missing; `dry_run` shows only.
int migrate(const config::Config& config, bool dry_run, TimePoint now, Streams streams);

struct MoveOptions {
  std::string from;              // "sqlite:PATH" of the board's file; the inbox lies beside it
  std::string to;                // "mysql://..."
  std::string password_file;     // of the server's user; "": none
  std::string tls_ca_file = {};  // see storage::DatabaseOptions
};
// Copies an installation to a server and compares every row. The service has to be stopped.
int move(const MoveOptions& options, TimePoint now, Streams streams);

// Copies the SQLite databases into `folder` while the service runs, and checks the copies. For a server it
// says what to run.
int backup(const config::Config& config, const std::string& folder, Streams streams);
// Puts such copies back, after checking them. The service has to be stopped; what was there is kept.
int restore(const config::Config& config, const std::string& folder, TimePoint now, Streams streams);

struct ImportOptions {
  std::string portal_db;          // "mysql://..." of the boxed portal
  std::string portal;             // member_id or domain; "" when there is only one
  std::vector<long long> groups;  // of the connected ones; none: all
  std::string zone;               // IANA name; "": as the database server says
  std::string password_file;      // "": SD_PORTAL_DB_PASSWORD in the environment, or none
  std::string tls_ca_file = {};   // PEM; "": the connection is not encrypted
  bool dry_run = false;           // count only
  bool terminal = false;          // `out` is one: a bar instead of lines
};
// Takes over a boxed portal's tickets, histories and labour records from its own database. The service has to
// be stopped; killed at any point, it goes on from there.
int import_portal(const config::Config& config, const ImportOptions& options, const Clock& clock,
                  Streams streams);

struct SnapshotOptions {
  std::int64_t group = 0;
  std::string at;      // ISO 8601 with an offset
  std::string portal;  // member_id; "" when there is only one
};
int report_snapshot(const config::Config& config, const SnapshotOptions& options, Streams streams);

struct ReportOptions {
  std::string name;    // "plan-employees", ...; "labour": the records themselves
  std::string portal;  // member_id; "" when there is only one
  // As in addresses (reports/README.md): "from", "to", "groups", "user", "company", "class", "type", "step".
  std::map<std::string, std::string> query;
  std::string zone;         // IANA name of the days meant; "": the portal's
  std::string format;       // "json", "csv" or "xlsx"; the records: not "json"
  std::string lang = "ru";  // of words and separators
  std::string output;       // file; "": `out`, which takes no xlsx
};
// The names of reports that report() knows, "labour" last.
std::vector<std::string> report_names();
// A report as an administrator sees it, of the portal's own database.
int report(const config::Config& config, const ReportOptions& options, const Clock& clock, Streams streams);

int sync_status(const config::Config& config, bool json, TimePoint now, Streams streams);

// Asks the running service to sweep every installed portal, or the one with that member_id, now.
int sync_sweep(const config::Config& config, const std::string& member, TimePoint now, Streams streams);

// What of each portal needs attention, one sentence each; kFailed when anything does.
int health_report(const config::Config& config, bool json, TimePoint now, Streams streams);

// Removes a portal from the service: with `wipe` every row, else its tokens, and marks it uninstalled.
int uninstall(const config::Config& config, const std::string& member, bool wipe, Streams streams);

}  // namespace sd::sdctl
