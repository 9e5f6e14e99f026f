// The configuration of one installation: servicedesk.toml as a value, read and checked once at start. Nothing
// else in the product reads configuration.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extension/core/secret.h"
#include "extension/core/time.h"
#include "extension/core/web_address.h"

namespace sd::config {

enum class LogLevel { kTrace, kDebug, kInfo, kWarning, kError };
// Which request limits of the portal the client honours (portal-api.md 1.8).
enum class PortalLimits { kCloud, kEnterprise, kOff };

std::string_view to_string(LogLevel level);
std::string_view to_string(PortalLimits limits);

// One portal that may use this service: what its administrator got from the portal's form for local
// applications.
struct PortalEntry {
  WebAddress address;  // no path
  std::string client_id;
  Secret client_secret;
  PortalLimits limits = PortalLimits::kCloud;
};

struct Config {
  std::string file;  // where it was read from

  std::string listen_host = "127.0.0.1";
  int listen_port = 8080;
  WebAddress public_url;  // how the portal and browsers reach us; may have a path

  std::string storage_file;    // SQLite database; "": a server
  std::string storage_server;  // DatabaseAddress of a server; "": SQLite
  Secret storage_password;     // of the server's user; "" where the server knows it by its socket
  std::string
      storage_tls_ca;    // PEM file: the connection to the server is encrypted, its name checked; "": not
  std::string key_file;  // see key_file.h

  std::string manifests_folder;
  std::string ui_folder;  // the built pages

  LogLevel log_level = LogLevel::kInfo;
  std::string log_file;  // "": standard error

  int workers = 8;
  int queue = 256;  // requests waiting for a worker; more are answered 503

  int queue_poll_seconds = 30;  // a portal's offline queue is looked into at least this often
  struct Sync {
    Millis reconcile_every{120'000};
    Millis stages_every{900'000};             // changes of stages and members raise no event
    Millis labour_every{300'000};             // new, edited and deleted labour records
    Millis sweep_at{(3 * 60 + 30) * 60'000};  // time of day by the portal's clock
  };
  Sync sync;

  std::vector<WebAddress> oauth_servers;  // allow-list (portal-api.md 2.2)
  std::vector<PortalEntry> portals;

  // The accepted events: on SQLite in a file of their own beside the other (their commits wait for the disk),
  // on a server in tables of the same database.
  std::string inbox_file() const { return storage_file + "-inbox"; }
  // How many sessions the service keeps open: workers, drain, reconcile, installer, report; and for the inbox
  // writer, drain, housekeeping, metrics.
  int storage_sessions() const { return workers + 4; }
  int inbox_sessions() const { return 6; }
  // For storage::DatabaseOptions.
  std::string storage_url() const {
    return storage_server.empty() ? "sqlite:" + storage_file : storage_server;
  }
  std::string inbox_url() const { return storage_server.empty() ? "sqlite:" + inbox_file() : storage_server; }

  // "https://desk.example.com/b24/event" and its neighbours: what is bound in the portal.
  std::string event_handler() const { return public_url.text() + "/b24/event"; }
  std::string page_handler() const { return public_url.text() + "/b24/app"; }
};

// The whole configuration as text for people, secrets as "***".
std::string describe(const Config& config);

}  // namespace sd::config
