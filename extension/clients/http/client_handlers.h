// The client's view: GET /api/client/requests, GET /api/client/requests/:ticket, …/files/:file and POST
// …/seen.
#pragma once

#include "extension/clients/read_requests.h"
#include "extension/http/message.h"
#include "extension/http/router.h"
#include "extension/visitors/http/guard.h"

namespace sd::clients {

class ClientHandlers {
 public:
  // All references must outlive this object.
  ClientHandlers(const visitors::Guard& guard, ReadRequests& requests) : guard_(guard), requests_(requests) {}

  void add_routes(http::Router& router);

  // Errors of all: session.* (401); "client.only" for staff; the stores'. No answer carries a detail: it may
  // name inner things.

  // `state` "open" (or absent) or "done"; `before`: a request's number, the page behind it. Errors:
  // "request.state", "request.before".
  http::Response list(const http::Request& request);
  // Errors: "client.no_request" (404) for what is not his and for what is not there, whatever stands for the
  // number.
  http::Response one(const http::Request& request);
  // A file of one(): its bytes, to be saved under its name. Errors: those of one(); those of FilePortal.
  http::Response file(const http::Request& request);
  // {"upto_ms"}: the `now_ms` of the answer he has read. Errors: those of one(), "request.json",
  // "request.upto_ms".
  http::Response seen(const http::Request& request);

 private:
  const visitors::Guard& guard_;
  ReadRequests& requests_;
};

}  // namespace sd::clients
