// Who asks, and may he: the first line of every handler under /api.
#pragma once

#include <functional>
#include <utility>

#include "extension/core/clock.h"
#include "extension/http/message.h"
#include "extension/session/session.h"
#include "extension/visitors/rights.h"
#include "kanban/people.h"

namespace sd::visitors {

struct Access {
  session::Session session;
  Standing standing = Standing::kNobody;
};

class Guard {
 public:
  // Whether the sessions of a personal link still hold: asked for each of their requests.
  using LinkHolds = std::function<Result<bool>(PortalId portal, std::int64_t link)>;

  Guard(const session::SessionSigner& signer, kanban::PeopleStore& people, const Clock& clock,
        LinkHolds link_holds)
      : signer_(signer), people_(people), clock_(clock), link_holds_(std::move(link_holds)) {}

  // The session of `Authorization: Bearer …` of somebody who is no client: what has no guard of its own is
  // the staff's. Errors: session.* (401); "staff.only" (kPermissionDenied).
  Result<session::Session> session(const http::Request& request) const;

  // A client's session passes to the addresses that are made for clients, and to no other. Everything else
  // passes. Errors: "staff.only".
  Status passes(const http::Request& request) const;

  // The session of a client: an external person who administers nothing, or somebody who came by a personal
  // link. Errors: session.*, "session.ended" for one whose link was revoked or has expired; "client.only"
  // (kPermissionDenied).
  Result<session::Session> client(const http::Request& request) const;

  // The session, when its user may see the group's board. Errors: session.*, "board.denied"
  // (kPermissionDenied): the same for a group that is not bound and one he is no member of.
  Result<Access> board(const http::Request& request, GroupId group) const;

  // The session, when its user is an administrator of the portal. Errors: session.*, "admin.only".
  Result<session::Session> administrator(const http::Request& request) const;

 private:
  Result<session::Session> anybody(const http::Request& request) const;

  const session::SessionSigner& signer_;
  kanban::PeopleStore& people_;
  const Clock& clock_;
  LinkHolds link_holds_;
};

// The whole number of a query parameter. Errors: "request.<name>" (kInvalidArgument) when absent or no
// number.
Result<std::int64_t> query_number(const http::Request& request, const std::string& name);

}  // namespace sd::visitors
