#include "extension/config/config.h"

#include <sstream>

namespace sd::config {

std::string_view to_string(LogLevel level) {
  switch (level) {
    case LogLevel::kTrace: return "trace";
    case LogLevel::kDebug: return "debug";
    case LogLevel::kInfo: return "info";
    case LogLevel::kWarning: return "warning";
    case LogLevel::kError: return "error";
  }
  return "info";
}

std::string_view to_string(PortalLimits limits) {
  switch (limits) {
    case PortalLimits::kCloud: return "cloud";
    case PortalLimits::kEnterprise: return "enterprise";
    case PortalLimits::kOff: return "off";
  }
  return "cloud";
}

std::string describe(const Config& config) {
  std::ostringstream out;
  out << "file         " << config.file << "\n"
      << "listen       " << config.listen_host << ":" << config.listen_port << "\n"
      << "public_url   " << config.public_url.text() << "\n"
      << "storage      " << config.storage_url()
      << (config.storage_tls_ca.empty() ? "" : "  over TLS, checked against " + config.storage_tls_ca) << "\n"
      << "keys         " << config.key_file << "\n"
      << "manifests    " << config.manifests_folder << "\n"
      << "ui           " << config.ui_folder << "\n"
      << "log          " << to_string(config.log_level) << " to "
      << (config.log_file.empty() ? "standard error" : config.log_file) << "\n"
      << "limits       " << config.workers << " workers, " << config.queue << " waiting\n"
      << "events       offline queue looked into every " << config.queue_poll_seconds << " s\n"
      << "sync         reconciles every "
      << std::chrono::duration_cast<std::chrono::seconds>(config.sync.reconcile_every).count()
      << " s, reads stages every "
      << std::chrono::duration_cast<std::chrono::seconds>(config.sync.stages_every).count() << " s, sweeps "
      << std::chrono::duration_cast<std::chrono::minutes>(config.sync.sweep_at).count()
      << " min after midnight by the portal's clock\n";
  for (const WebAddress& server : config.oauth_servers) out << "oauth server " << server.origin() << "\n";
  for (const PortalEntry& portal : config.portals) {
    out << "portal       " << portal.address.origin() << "  client_id " << portal.client_id
        << "  client_secret " << portal.client_secret << "  limits " << to_string(portal.limits) << "\n";
  }
  return out.str();
}

}  // namespace sd::config
