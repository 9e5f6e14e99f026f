// Personal links on the settings page: GET and POST /api/settings/links, GET /api/settings/links/contacts and
// POST /api/settings/links/:link/revoke.
#pragma once

#include <functional>
#include <utility>

#include "extension/clients/personal_links.h"
#include "extension/http/message.h"
#include "extension/http/router.h"
#include "extension/settings/http/editor_of.h"

namespace sd::clients {

class LinkHandlers {
 public:
  struct Parts {
    const visitors::Guard& guard;
    kanban::CardStore& cards;
    kanban::PeopleStore& people;
    PersonalLinks& links;
    const Clock& clock;
    std::string page;  // the address of the page that links lead to
    // The contacts of a company, as the portal's CRM has them.
    std::function<Result<std::vector<std::pair<ContactId, std::string>>>(PortalId, CompanyId)> contacts;
  };
  // All references must outlive this object.
  explicit LinkHandlers(Parts parts) : parts_(std::move(parts)) {}

  void add_routes(http::Router& router);

  // Errors of all: session.* (401), "staff.only", "settings.denied", the stores'.

  // {"now_ms", "days", "most_days", "links": [{"id", "contact", "company", "company_name", "name", "by",
  // "created_ms", "expires_ms", "state", "revoked_ms", "revoked_by", "used_ms", "uses"}]}; "by" and
  // "revoked_by" are names; "state": "open", "expired" or "revoked". Nothing of a token.
  http::Response list(const http::Request& request);
  // {"contact", "company", "name", "days"}; answers {"id", "address"}: the link itself, told this once.
  // Errors: those of PersonalLinks::make(), "request.*".
  http::Response make(const http::Request& request);
  // `company`; answers {"contacts": [{"id", "name"}]}, none where the application may not look into the CRM.
  // Errors: "request.company", the portal's.
  http::Response contacts(const http::Request& request);
  // Answers {}. Errors: "link.unknown" (404).
  http::Response revoke(const http::Request& request);

 private:
  Result<PersonalLinks::Editor> editor(const http::Request& request);

  Parts parts_;
};

}  // namespace sd::clients
