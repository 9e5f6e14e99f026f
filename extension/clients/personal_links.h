// Use cases: personal links are made, looked through and revoked by the staff, and opened by whom they were
// made for. Source: domain.md 1.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extension/clients/link_store.h"
#include "extension/core/clock.h"
#include "extension/core/secret.h"
#include "kanban/people.h"

namespace sd::clients {

class PersonalLinks {
 public:
  // All references must outlive this object.
  PersonalLinks(LinkStore& links, kanban::PeopleStore& people, const Clock& clock)
      : links_(links), people_(people), clock_(clock) {}

  // Who asks: administrators for every company, managers for those that have requests in their groups, or
  // whose new ones land there.
  struct Editor {
    PortalId portal;
    UserId user;
    bool administrator = false;
    std::set<GroupId> manages;
  };

  // Those of his companies, the newest first. Errors: those of the store.
  Result<std::vector<Link>> list(const Editor& editor);

  // The token is told here and never again. Errors: those of checked() (rules/link_order.h); "link.company"
  // for one that is not known; "link.denied" (kPermissionDenied) for one that is not his; the stores'.
  struct Made {
    Link link;
    Secret token;
  };
  Result<Made> make(const Editor& editor, const LinkOrder& order);

  // Ends it, and with it each session it has opened. Errors: "link.unknown" (kNotFound) for what is not there
  // or not his; the store's.
  Status revoke(const Editor& editor, std::int64_t link);

  // Opens a session: counted as a use. Errors: "link.invalid" (kPermissionDenied), whatever is wrong with it:
  // not a token, unknown, expired, revoked, or of a portal that left; the store's.
  Result<LinkStore::Opened> open(std::string_view token);

 private:
  Result<bool> may(const Editor& editor, CompanyId company);

  LinkStore& links_;
  kanban::PeopleStore& people_;
  const Clock& clock_;
};

}  // namespace sd::clients
