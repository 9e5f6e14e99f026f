#include "extension/visitors/admit_visitor.h"

#include <algorithm>
#include <utility>

namespace sd::visitors {
namespace {

Error denied(const char* code) { return {ErrorKind::kPermissionDenied, code, {}}; }

// An access token lives an hour at most (portal-api.md 2.2); a refused one is renewed in any case.
constexpr std::chrono::minutes kAccessLife{50};

}  // namespace

AdmitVisitor::AdmitVisitor(installation::InstallationStore& portals, portal::PortalAdmin& admin,
                           portal::TokenStore& tokens, kanban::PeopleStore& people, const Clock& clock,
                           AccessOf access)
    : portals_(portals),
      admin_(admin),
      tokens_(tokens),
      people_(people),
      clock_(clock),
      access_(std::move(access)) {}

std::vector<UserId> background_with(const std::vector<UserId>& before, UserId administrator,
                                    BackgroundAccess access) {
  if (std::find(before.begin(), before.end(), administrator) != before.end()) return before;
  if (before.empty()) return {administrator};
  switch (access) {
    case BackgroundAccess::kNone: return {administrator, before.front()};
    case BackgroundAccess::kSpare: return {before.back(), administrator};
    case BackgroundAccess::kFirst: break;
  }
  return {before.front(), before.size() < 2 ? administrator : before[1]};
}

Result<Visitor> AdmitVisitor::run(const installation::Contact& contact) {
  Result<std::optional<installation::InstalledPortal>> found = portals_.find(contact.member);
  if (!found) return found.error();
  if (!*found) return denied("visit.unknown_portal");
  const installation::InstalledPortal& portal = **found;
  if (portal.state == installation::PortalState::kUninstalled) return denied("visit.uninstalled");
  // Older boxes send no application token with a page; then the access token alone has to prove itself.
  if (!contact.application_token.empty() && !portal.application_token.empty() &&
      !(contact.application_token == portal.application_token)) {
    return denied("visit.forged");
  }

  const TimePoint now = clock_.now();
  portal::Tokens tokens{contact.access, contact.refresh, now + kAccessLife};
  const Result<portal::Profile> profile = verify(portal, contact, tokens);
  if (!profile) return profile.error();
  if (!contact.refresh.empty()) {
    if (const Status saved = tokens_.save(portal.id, profile->user, tokens); !saved) return saved.error();
    if (profile->admin) {
      const Result<std::vector<UserId>> before = tokens_.background(portal.id);
      if (!before) return before.error();
      const std::vector<UserId> users = background_with(*before, profile->user, access_(portal.id));
      if (users != *before) {
        if (const Status kept = tokens_.set_background(portal.id, users); !kept) return kept.error();
      }
    }
  }
  const kanban::PortalUser person{profile->user, profile->name, {}, true, profile->external.value_or(false)};
  if (const Status kept = people_.put_users(portal.id, std::vector{person}, now); !kept) return kept.error();

  // An appointed one administers our pages only: in the portal he is what he is.
  const Result<bool> appointed = people_.appointed(portal.id, profile->user);
  if (!appointed) return appointed.error();
  const bool administrator = profile->admin || (*appointed && !person.external);
  const std::string lang = contact.lang.empty() ? portal.lang : contact.lang;
  session::Session session;
  session.portal = portal.id;
  session.user = profile->user;
  session.administrator = administrator;
  session.external = person.external;
  session.lang = lang == "ru" ? "ru" : "en";
  session.expires_at = now + session::kSessionLife;
  return Visitor{std::move(session), profile->name, portal};
}

// The portal may have been renamed while none of the kept tokens is accepted any more: then nobody but a
// person who comes from its new address can tell where it is.
Result<portal::Profile> AdmitVisitor::verify(const installation::InstalledPortal& portal,
                                             const installation::Contact& contact, portal::Tokens& tokens) {
  Result<portal::Profile> profile = admin_.verify(portal.id, tokens.access);
  const Result<WebAddress> known = parse_web_address(portal.client_endpoint);
  const bool elsewhere = !known || known->origin() != contact.portal.origin();
  if (profile || profile.error().kind != ErrorKind::kUnavailable || !elsewhere || contact.refresh.empty()) {
    return profile;
  }
  Result<portal::Tokens> proved = admin_.follow(portal.id, contact.refresh);
  if (!proved) return profile;
  tokens = std::move(proved).value();
  return admin_.verify(portal.id, tokens.access);
}

}  // namespace sd::visitors
