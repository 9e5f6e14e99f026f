#include "install/sdctl/doctor_command.h"

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>

#include "extension/config/key_file.h"
#include "extension/installation/sql/soci_installation_store.h"
#include "extension/portal/caller.h"
#include "extension/portal/oauth.h"
#include "extension/portal/portal_admin_rest.h"
#include "extension/portal/portal_rest.h"
#include "extension/portal/sql/soci_portal_directory.h"
#include "extension/portal/sql/soci_token_store.h"
#include "extension/storage/sealer.h"
#include "install/sdctl/doctor/local_checks.h"
#include "install/sdctl/doctor/network_checks.h"
#include "install/sdctl/doctor/portal_checks.h"
#include "install/sdctl/opened.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_settings_store.h"
#include "manifests/loader.h"

namespace sd::sdctl {
namespace {

namespace json = boost::json;

bool is_problem(const Finding& finding) { return finding.weight == Weight::kProblem; }

std::map<std::string, portal::SociPortalDirectory::Application> applications_of(
    const config::Config& config) {
  std::map<std::string, portal::SociPortalDirectory::Application> all;
  for (const config::PortalEntry& entry : config.portals) {
    all[entry.client_id] = {entry.client_secret,
                            portal::LimitsProfile::kCloud};  // a handful of calls, gently
  }
  return all;
}

// Refreshes no token: the service may be doing that at this moment, and of two refreshes one dies.
class ReadOnlyTokens final : public portal::TokenStore {
 public:
  ReadOnlyTokens(portal::TokenStore& store, const Clock& clock) : store_(store), clock_(clock) {}

  // An access token that is about to expire counts as none.
  Result<std::optional<portal::Tokens>> load(PortalId portal, UserId user) override {
    Result<std::optional<portal::Tokens>> tokens = store_.load(portal, user);
    if (!tokens || !*tokens) return tokens;
    if ((*tokens)->expires_at < clock_.now() + std::chrono::minutes{5})
      return std::optional<portal::Tokens>{};
    (*tokens)->refresh = Secret{};
    return tokens;
  }
  Status save(PortalId, UserId, const portal::Tokens&) override { return refused(); }
  Status forget(PortalId, UserId) override { return refused(); }
  Result<std::vector<UserId>> background(PortalId portal) override { return store_.background(portal); }
  Status set_background(PortalId, std::span<const UserId>) override { return refused(); }

 private:
  static Error refused() { return {ErrorKind::kInternal, "sdctl.read_only", {}}; }

  portal::TokenStore& store_;
  const Clock& clock_;
};

bool has_fresh_token(portal::TokenStore& tokens, PortalId portal) {
  const Result<std::vector<UserId>> users = tokens.background(portal);
  if (!users) return false;
  return std::any_of(users->begin(), users->end(), [&](UserId user) {
    const Result<std::optional<portal::Tokens>> one = tokens.load(portal, user);
    return one && one->has_value();
  });
}

// The installed portals, asked over the network unless `transport` is absent.
Findings portal_findings(const config::Config& config, const manifests::Manifests& manifests,
                         portal::Transport* transport, const Clock& clock) {
  const Result<Opened> opened = open_databases(config, true);
  if (!opened) return {};  // already a finding of its own
  const Result<config::Keys> keys = config::open_key_file(config.key_file);
  if (!keys) return {};  // likewise
  const storage::SodiumSealer sealer(keys->sealing);
  installation::SociInstallationStore store(*opened->database, *opened->inbox, sealer);
  Findings findings = record_findings(config, store);
  const Result<std::vector<installation::InstalledPortal>> portals = store.portals();
  if (!portals || !transport) return findings;

  portal::SociTokenStore stored_tokens(*opened->database, sealer);
  ReadOnlyTokens tokens(stored_tokens, clock);
  portal::SociPortalDirectory directory(*opened->database, applications_of(config));
  kanban::sql::SociCardStore cards(*opened->database);
  kanban::sql::SociSettingsStore settings(*opened->database);
  portal::ThreadSleeper sleeper;
  portal::SeededRandom random(static_cast<std::uint64_t>(to_ms(clock.now())));
  portal::RetryPolicy patience;
  patience.attempts = 1;
  patience.background_deadline = std::chrono::seconds{15};
  portal::OAuth oauth(*transport, tokens, directory, clock, config.oauth_servers);
  portal::Caller caller(*transport, directory, tokens, oauth, clock, sleeper, random, patience);
  portal::PortalAdminRest admin(caller, oauth, *transport);
  using manifests::FieldUse;
  const manifests::Application& application = manifests.application;
  portal::PortalRest rest(
      caller, {application.field(FieldUse::kType).name, application.field(FieldUse::kStopper).name,
               application.field(FieldUse::kEstimate).name});
  installation::PreviewInstallation preview(manifests, config.public_url.text(), admin, rest, cards, settings,
                                            store);
  for (const installation::InstalledPortal& portal : *portals) {
    if (portal.state != installation::PortalState::kInstalled) continue;
    if (!has_fresh_token(tokens, portal.id)) {
      findings.push_back(note("portal.resting",
                              portal.client_endpoint +
                                  " was not looked at: the stored access token has expired, and "
                                  "only the service may renew it.",
                              "Open the application in the portal once, then ask again."));
      continue;
    }
    const Result<std::vector<kanban::BoundGroup>> bound = cards.groups(portal.id);
    std::vector<GroupId> groups;
    if (bound) {
      for (const kanban::BoundGroup& one : *bound) groups.push_back(one.group);
    }
    append(findings, installed_findings(portal, groups, preview, admin, clock.now()));
  }
  return findings;
}

Findings examine(const config::Reading& reading, const DoctorOptions& options, portal::Transport& transport,
                 const Clock& clock) {
  if (!reading.config) return config_findings(reading);
  const config::Config& config = *reading.config;
  Findings findings = config_rights(config);
  append(findings, key_findings(config));
  append(findings, database_findings(config));
  append(findings, file_findings(config));
  if (!options.offline) {
    append(findings, port_findings(config, transport));
    append(findings, public_findings(config, transport));
    append(findings, remote_findings(config, transport, clock.now()));
  }
  std::error_code ignored;
  const Result<manifests::Manifests> manifests = manifests::load_manifests(config.manifests_folder);
  if (manifests && std::filesystem::exists(config.key_file, ignored)) {
    append(findings, portal_findings(config, *manifests, options.offline ? nullptr : &transport, clock));
  }
  return findings;
}

}  // namespace

std::string as_text(const Findings& findings) {
  std::string text;
  for (const Finding& one : findings) {
    text += (is_problem(one) ? "PROBLEM  " : "note     ") + one.what + "\n         " + one.advice + "\n";
  }
  const auto problems = std::count_if(findings.begin(), findings.end(), is_problem);
  if (problems == 0) return text + "Nothing is wrong.\n";
  return text + std::to_string(problems) + (problems == 1 ? " problem.\n" : " problems.\n");
}

std::string as_json(const Findings& findings) {
  json::array list;
  for (const Finding& one : findings) {
    list.push_back(json::object{{"weight", is_problem(one) ? "problem" : "note"},
                                {"code", one.code},
                                {"what", one.what},
                                {"advice", one.advice}});
  }
  return json::serialize(
      json::object{{"ok", std::none_of(findings.begin(), findings.end(), is_problem)}, {"findings", list}});
}

int doctor(const config::Reading& reading, const DoctorOptions& options, portal::Transport& transport,
           const Clock& clock, Streams streams) {
  if (options.show_config && reading.config && !options.json)
    streams.out << config::describe(*reading.config) << "\n";
  const Findings findings = examine(reading, options, transport, clock);
  streams.out << (options.json ? as_json(findings) + "\n" : as_text(findings));
  return std::any_of(findings.begin(), findings.end(), is_problem) ? kFailed : kOk;
}

}  // namespace sd::sdctl
