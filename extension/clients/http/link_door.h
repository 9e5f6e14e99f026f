// Where a personal link opens a session: POST /api/client/link. Looking at the link's page records nothing.
#pragma once

#include "extension/clients/attempts.h"
#include "extension/clients/personal_links.h"
#include "extension/http/message.h"
#include "extension/http/router.h"
#include "extension/session/session.h"

namespace sd::clients {

class LinkDoor {
 public:
  // All references must outlive this object.
  LinkDoor(PersonalLinks& links, const session::SessionSigner& signer, const Clock& clock)
      : links_(links), signer_(signer), clock_(clock) {}

  void add_routes(http::Router& router);

  // {"token", "lang"}; answers {"session", "name"}: a client's session of kLinkSession at most, that ends
  // with the link. Errors: "link.invalid" (403), whatever is wrong with the link; "link.too_often" (429, with
  // Retry-After) after kMostFailures of one address (`X-Real-IP`, which nginx sets); "request.json",
  // "request.token"; the store's.
  http::Response open(const http::Request& request);

  static constexpr std::chrono::hours kLinkSession{12};

 private:
  PersonalLinks& links_;
  const session::SessionSigner& signer_;
  const Clock& clock_;
  Attempts attempts_;
};

}  // namespace sd::clients
