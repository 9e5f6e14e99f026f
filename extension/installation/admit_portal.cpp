#include "extension/installation/admit_portal.h"

#include <algorithm>

namespace sd::installation {
namespace {

Error denied(std::string code, std::string detail) {
  return {ErrorKind::kPermissionDenied, std::move(code), std::move(detail)};
}

bool same_origin(const std::string& endpoint, const WebAddress& address) {
  const Result<WebAddress> parsed = parse_web_address(endpoint);
  return parsed && parsed->origin() == address.origin();
}

}  // namespace

std::vector<std::string> split_scopes(const std::string& text) {
  std::vector<std::string> scopes;
  std::string one;
  for (const char c : text + ",") {
    if (c != ',') {
      if (c != ' ') one += c;
      continue;
    }
    if (!one.empty()) scopes.push_back(one);
    one.clear();
  }
  return scopes;
}

AdmitPortal::AdmitPortal(std::vector<ListedPortal> listed, std::vector<WebAddress> servers,
                         portal::PortalAdmin& admin, portal::TokenStore& tokens, InstallationStore& store,
                         const Clock& clock)
    : listed_(std::move(listed)),
      servers_(std::move(servers)),
      admin_(admin),
      tokens_(tokens),
      store_(store),
      clock_(clock) {}

const ListedPortal* AdmitPortal::listed(const WebAddress& address) const {
  const auto found = std::find_if(listed_.begin(), listed_.end(), [&](const ListedPortal& one) {
    return one.address.origin() == address.origin();
  });
  return found == listed_.end() ? nullptr : &*found;
}

Result<std::string> AdmitPortal::trusted_server(const Contact& contact) const {
  if (contact.server_endpoint.empty()) {
    if (servers_.empty()) return denied("install.auth_server", "none is configured");
    return servers_.front().origin() + "/rest/";
  }
  for (const WebAddress& server : servers_) {
    // Rebuilt from the allow-list, so that nothing of the contact's own spelling is called.
    if (same_origin(contact.server_endpoint, server)) return server.origin() + "/rest/";
  }
  return denied("install.auth_server", "the server it names is not in oauth_servers");
}

Status AdmitPortal::keep_tokens(PortalId portal, UserId user, const portal::Tokens& tokens) {
  if (const Status saved = tokens_.save(portal, user, tokens); !saved) return saved;
  const Result<std::vector<UserId>> before = tokens_.background(portal);
  if (!before) return before.error();
  std::vector<UserId> users{user};  // and one administrator before this one as a spare
  for (const UserId other : *before) {
    if (other != user && users.size() < 2) users.push_back(other);
  }
  if (users == *before) return Done{};
  return tokens_.set_background(portal, users);
}

Result<Admission> AdmitPortal::run(const Contact& contact) {
  const ListedPortal* entry = listed(contact.portal);
  if (!entry)
    return denied("install.portal_unlisted", contact.portal.origin() + " is not in the configuration");
  const Result<std::string> server = trusted_server(contact);
  if (!server) return server.error();
  if (contact.refresh.empty()) return denied("install.no_refresh_token", {});

  const Result<portal::AppInfo> app = admin_.app_guard(*server, contact.access);
  if (!app) return app.error();
  if (app->code != entry->client_id)
    return denied("install.foreign_app", "the token is of another application");

  const Result<portal::Introduction> intro =
      admin_.introduce({*server, entry->client_id, entry->client_secret, contact.refresh});
  if (!intro) return intro.error();
  if (intro->member != contact.member)
    return denied("install.foreign_portal", "the token is of another portal");
  if (!same_origin(intro->client_endpoint, entry->address)) {
    return denied("install.foreign_portal", "the token's portal is not at the configured address");
  }

  const Result<std::optional<InstalledPortal>> known = store_.find(contact.member);
  if (!known) return known.error();
  const bool first = !*known || (*known)->state == PortalState::kUninstalled;
  InstalledPortal record = known->value_or(InstalledPortal{});
  record.member = contact.member;
  record.client_endpoint = entry->address.origin() + "/rest/";
  record.server_endpoint = *server;
  record.client_id = entry->client_id;
  const Result<PortalId> id = store_.put(record);  // the next question needs the address, nothing else
  if (!id) return id.error();

  const Result<portal::Profile> profile = admin_.verify(*id, intro->tokens.access);
  if (!profile) return profile.error();
  if (intro->user != UserId{0} && profile->user != intro->user)
    return denied("install.foreign_portal", "two users for one token");
  if (!profile->admin) return denied("install.not_admin", {});

  if (!contact.application_token.empty()) record.application_token = contact.application_token;
  if (!contact.scopes.empty()) record.scopes = split_scopes(contact.scopes);
  if (!contact.lang.empty()) record.lang = contact.lang;
  if (first) {
    record.state = PortalState::kInstalling;
    record.installed_at = clock_.now();
  }
  record.installed_by = profile->user;
  if (const Result<PortalId> stored = store_.put(record); !stored) return stored.error();
  if (const Status kept = keep_tokens(*id, profile->user, intro->tokens); !kept) return kept.error();
  return Admission{*id, *profile, first};
}

}  // namespace sd::installation
