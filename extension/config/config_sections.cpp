#include "extension/config/config_sections.h"

#include <algorithm>

#include "extension/core/database_address.h"

namespace sd::config {
namespace {

std::string tls_ca_file(TomlReader& in, const ConfigValues& values, const DatabaseAddress& address) {
  const char* const advice = "Name the PEM file of the authority that has signed the server's certificate.";
  if (!address.socket.empty()) {
    in.problem("tls_ca_file", "a socket of this machine is not encrypted",
               "Remove the line, or give the server's host name in place of the socket.");
    return {};
  }
  const std::string file = values.path(in, "tls_ca_file", advice);
  if (file.empty()) return {};
  if (file.find_first_of("'\"\\") != std::string::npos) {
    in.problem("tls_ca_file", "the path holds a quote or a backslash", "Choose a path without them.");
    return {};
  }
  if (!values.readable(file)) {
    in.problem("tls_ca_file", "the file cannot be read", advice);
    return {};
  }
  return file;
}

Secret storage_password(TomlReader& in, const ConfigValues& values) {
  const char* const advice = "Name the file that holds the password of the database's user.";
  const std::string file = values.path(in, "password_file", advice);
  return file.empty() ? Secret{} : values.secret_in(in, "password_file", file, advice);
}

Secret client_secret(TomlReader& in, const ConfigValues& values) {
  const char* const advice =
      "Copy \"Application key (client_secret)\" from the portal's form into client_secret, or into a file "
      "named by "
      "client_secret_file.";
  const std::optional<std::string> inline_text = in.text("client_secret", advice);
  const bool has_file = in.has("client_secret_file");
  const std::string secret_file = has_file ? values.path(in, "client_secret_file", advice) : "";
  if (in.has("client_secret") && has_file) {
    in.problem("client_secret", "client_secret_file is given too", "Keep one of the two.");
    return {};
  }
  if (in.has("client_secret")) return Secret{inline_text.value_or("")};
  if (!has_file) {
    in.problem("client_secret", "it is missing", advice);
    return {};
  }
  if (secret_file.empty()) return {};
  return values.secret_in(in, "client_secret_file", secret_file, advice);
}

PortalEntry portal(TomlReader& in, const ConfigValues& values, const std::vector<PortalEntry>& before) {
  PortalEntry entry;
  const char* const advice = "Give the portal's address, such as \"https://portal.example.com\".";
  if (const std::optional<std::string> text = in.required_text("address", advice)) {
    if (const std::optional<WebAddress> address = values.web_origin(in, "address", *text)) {
      entry.address = *address;
      const bool twice = std::any_of(before.begin(), before.end(),
                                     [&](const PortalEntry& other) { return other.address == *address; });
      if (twice) in.problem("address", "this portal is listed twice", "Remove one of the two sections.");
    }
  }
  entry.client_id =
      in.required_text("client_id", "Copy \"Application ID (client_id)\" from the portal's form.")
          .value_or("");
  entry.client_secret = client_secret(in, values);
  const char* const limits_advice = "Choose one of cloud, enterprise, off (off: a box without limits).";
  if (const std::optional<std::string> limits = in.text("limits", limits_advice)) {
    bool known = false;
    for (const PortalLimits one : {PortalLimits::kCloud, PortalLimits::kEnterprise, PortalLimits::kOff}) {
      if (*limits != to_string(one)) continue;
      entry.limits = one;
      known = true;
    }
    if (!known) in.problem("limits", "there is no such kind of limits", limits_advice);
  }
  return entry;
}

}  // namespace

void read_storage(TomlReader& in, const ConfigValues& values, Config& config) {
  const char* const advice =
      "Write it like \"sqlite:/var/lib/servicedesk/servicedesk.db\" or "
      "\"mysql://servicedesk@db.example.com/servicedesk\".";
  const std::optional<std::string> url = in.required_text("url", advice);
  const bool has_password = in.has("password_file"), has_tls = in.has("tls_ca_file");
  if (!url) return;
  const Result<DatabaseAddress> address = parse_database_address(*url);
  if (!address) {
    in.problem("url", address.error().detail, advice);
    return;
  }
  if (address->server()) {
    config.storage_server = address->text();
    if (has_password) config.storage_password = storage_password(in, values);
    if (has_tls) config.storage_tls_ca = tls_ca_file(in, values, *address);
    return;
  }
  if (has_tls) in.problem("tls_ca_file", "a SQLite file needs no connection", "Remove the line.");
  if (has_password) {
    in.problem("password_file", "a SQLite file has no password", "Remove the line.");
  }
  if (address->file.find_first_of(" =") != std::string::npos) {
    in.problem("url", "the path holds a blank or '='", "Choose a path without them.");
    return;
  }
  config.storage_file = values.absolute(address->file);
}

std::vector<PortalEntry> read_portals(TomlReader& top, const ConfigValues& values, const std::string& file,
                                      std::vector<Problem>& problems) {
  std::vector<PortalEntry> portals;
  const char* const advice = "Write each portal as a section [[portal]].";
  const toml::array* list = top.array("portal", advice);
  if (!list) return portals;
  int number = 0;
  for (const toml::node& node : *list) {
    const std::string name = "portal[" + std::to_string(++number) + "]";
    const toml::table* table = node.as_table();
    if (!table) {
      top.problem("portal", "an entry is not a section", advice);
      continue;
    }
    TomlReader in(*table, name, file, problems);
    portals.push_back(portal(in, values, portals));
    in.refuse_unknown();
  }
  return portals;
}

}  // namespace sd::config
