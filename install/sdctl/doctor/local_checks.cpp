#include "install/sdctl/doctor/local_checks.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "extension/config/key_file.h"
#include "extension/storage/migrations.h"
#include "install/sdctl/doctor/server_checks.h"
#include "install/sdctl/opened.h"
#include "manifests/loader.h"

namespace sd::sdctl {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

std::string folder_of(const std::string& file) {
  const fs::path folder = fs::path(file).parent_path();
  return folder.empty() ? "." : folder.string();
}

bool may_write_folder(const std::string& folder) { return ::access(folder.c_str(), W_OK | X_OK) == 0; }

Findings one_file(const storage::DatabaseOptions& options, const storage::Migrations& migrations) {
  const std::string file = parse_database_address(options.url)->file;
  const std::string folder = folder_of(file);
  if (!is_there(file)) {
    if (may_write_folder(folder)) {
      return {note("db.missing", "There is no database " + file + " yet.",
                   "The service makes it when it starts.")};
    }
    return {problem("db.folder",
                    "The database " + file + " cannot be made: this user may not write its folder.",
                    "Create " + folder + " and give it to the service's user.")};
  }
  struct stat facts {};
  if (::stat(file.c_str(), &facts) == 0 && facts.st_uid != ::geteuid()) {
    // SQLite would leave side files of this user behind, which the service could not write.
    return {problem("db.owner", "The database " + file + " belongs to another user than the one asking.",
                    "Run sdctl as the service's user: sudo -u servicedesk sdctl ...")};
  }
  if (::access(file.c_str(), R_OK | W_OK) != 0 || !may_write_folder(folder)) {
    return {problem("db.read_only", "The database " + file + " or its folder is not writable.",
                    "Give both to the service's user; SQLite writes side files beside the database.")};
  }
  const auto database = storage::Database::open(options);
  if (!database) {
    return {problem(database.error().code, "The database " + file + ": " + in_words(database.error()) + ".",
                    "Put it right, then ask the doctor again.")};
  }
  return schema_findings(**database, file, migrations);
}

// Whether there is one that may hold what a key has sealed.
bool has_database(const config::Config& config) {
  if (config.storage_server.empty()) return is_there(config.storage_file);
  const auto database = storage::Database::open(main_options(config));
  if (!database) return false;  // a finding of its own
  const Result<storage::SchemaState> state = storage::schema_state(**database, storage::main_migrations());
  return !state || state->applied > 0;
}

bool holds_secret(const std::string& file) {
  constexpr std::string_view kKey = "client_secret";
  std::ifstream in(file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  for (std::size_t at = text.find(kKey); at != std::string::npos; at = text.find(kKey, at + 1)) {
    if (text.compare(at + kKey.size(), 5, "_file") != 0) return true;
  }
  return false;
}

}  // namespace

Findings config_findings(const config::Reading& reading) {
  Findings findings;
  for (const config::Problem& one : reading.problems) {
    std::string what = one.file;
    if (one.line > 0) what += ":" + std::to_string(one.line);
    if (!one.key.empty()) what += ": " + one.key;
    findings.push_back(problem("config.wrong", what + ": " + one.reason + ".", one.advice));
  }
  return findings;
}

Findings config_rights(const config::Config& config) {
  Findings findings;
  struct stat facts {};
  if (::stat(config.file.c_str(), &facts) == 0 && (facts.st_mode & S_IRWXO) != 0 &&
      holds_secret(config.file)) {
    findings.push_back(
        problem("config.open_to_others",
                config.file + " holds a client_secret and every user of this machine may read it.",
                "Run: chmod o-rwx " + config.file + ", or move the secret into a client_secret_file."));
  }
  if (config.portals.empty()) {
    findings.push_back(
        problem("config.no_portal", "No portal is listed in " + config.file + ".",
                "Add a [[portal]] section; README.md, \"Connect your portal\", says what goes in."));
  }
  return findings;
}

Findings key_findings(const config::Config& config) {
  if (is_there(config.key_file)) {
    const Result<config::Keys> keys = config::open_key_file(config.key_file);
    if (keys) return {};
    return {problem(keys.error().code, "The key file " + keys.error().detail + ".",
                    "Put it right, then ask again.")};
  }
  if (has_database(config)) {
    return {problem("keys.missing",
                    "The key file " + config.key_file + " is gone, but there is a database sealed with it.",
                    "Restore it from the backup. With a new key every portal has to be installed again.")};
  }
  const std::string folder = folder_of(config.key_file);
  if (!may_write_folder(folder)) {
    return {problem("keys.folder", "The key file " + config.key_file + " cannot be made.",
                    "Create " + folder + " and give it to the service's user.")};
  }
  return {note("keys.missing", "There is no key file " + config.key_file + " yet.",
               "The service makes it when it starts. Back it up then.")};
}

Findings database_findings(const config::Config& config) {
  if (!config.storage_server.empty()) return server_findings(config);
  Findings findings = one_file(main_options(config), storage::main_migrations());
  for (Finding& one : one_file(inbox_options(config), storage::inbox_migrations())) {
    findings.push_back(std::move(one));
  }
  return findings;
}

Findings file_findings(const config::Config& config) {
  Findings findings;
  const Result<manifests::Manifests> manifests = manifests::load_manifests(config.manifests_folder);
  if (!manifests) {
    findings.push_back(problem("manifests.wrong",
                               "The manifests cannot be used: " + manifests.error().detail + ".",
                               "Check paths.manifests, or take the folder of this version again."));
  }
  const fs::path ui(config.ui_folder);
  if (!is_there(ui / "index.html") || !is_there(ui / "client.html") || !is_there(ui / "assets")) {
    findings.push_back(problem("ui.missing", "There are no built pages in " + config.ui_folder + ".",
                               "Check paths.ui, or build the pages again (install/build)."));
  }
  return findings;
}

}  // namespace sd::sdctl
