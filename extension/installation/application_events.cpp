#include "extension/installation/application_events.h"

namespace sd::installation {
namespace {

std::string text(const Form& form, std::string_view name) {
  const auto found = form.find(name);
  return found == form.end() ? std::string() : found->second;
}

// Takes as long for a wrong token as for the right one.
bool same_token(const std::string& a, const std::string& b) {
  if (a.empty() || a.size() != b.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
  }
  return difference == 0;
}

Error wrong_token() { return {ErrorKind::kPermissionDenied, "install.wrong_token", {}}; }

}  // namespace

Status uninstall_portal(const InstalledPortal& portal, bool wipe, portal::TokenStore& tokens,
                        InstallationStore& store) {
  if (wipe) return store.wipe(portal.id);
  InstalledPortal record = portal;
  record.state = PortalState::kUninstalled;
  record.application_token = Secret{};
  if (const Result<PortalId> put = store.put(record); !put) return put.error();
  // The portal has revoked them already.
  const Result<std::vector<UserId>> users = tokens.background(portal.id);
  if (!users) return users.error();
  for (const UserId user : *users) {
    if (const Status forgotten = tokens.forget(portal.id, user); !forgotten) return forgotten;
  }
  return tokens.set_background(portal.id, {});
}

Status ApplicationEvents::handle(std::string_view event, const Form& fields) {
  if (event == "ONAPPINSTALL") return install(fields);
  if (event == "ONAPPUPDATE") return update(fields);
  if (event == "ONAPPUNINSTALL") return uninstall(fields);
  return Done{};
}

Status ApplicationEvents::install(const Form& fields) {
  const Result<Contact> contact = contact_of_event(fields);
  if (!contact) return contact.error();
  const Result<Admission> admitted = admit_.run(*contact);
  if (!admitted) return admitted.error();
  return start_(admitted->portal, contact->lang);
}

Status ApplicationEvents::update(const Form& fields) {
  const Result<Contact> contact = contact_of_event(fields);
  if (!contact) return contact.error();
  const Result<std::optional<InstalledPortal>> known = store_.find(contact->member);
  if (!known) return known.error();
  if (!*known || (*known)->state == PortalState::kUninstalled) return wrong_token();
  InstalledPortal record = **known;
  if (!same_token(contact->application_token.reveal(), record.application_token.reveal())) {
    // A new token proves nothing. The access token does, asked of the address we know.
    const Result<portal::Profile> profile = admin_.verify(record.id, contact->access);
    if (!profile) return profile.error();
    if (!profile->admin || contact->application_token.empty()) return wrong_token();
    record.application_token = contact->application_token;
  }
  if (!contact->scopes.empty()) record.scopes = split_scopes(contact->scopes);
  if (const Result<PortalId> put = store_.put(record); !put) return put.error();
  return start_(record.id, record.lang);
}

Status ApplicationEvents::uninstall(const Form& fields) {
  const MemberId member{text(fields, "auth[member_id]")};
  const Result<std::optional<InstalledPortal>> known = store_.find(member);
  if (!known) return known.error();
  if (!*known || (*known)->state == PortalState::kUninstalled) return Done{};
  if (!same_token(text(fields, "auth[application_token]"), (*known)->application_token.reveal())) {
    return wrong_token();
  }
  return uninstall_portal(**known, text(fields, "data[CLEAN]") == "1", tokens_, store_);
}

}  // namespace sd::installation
