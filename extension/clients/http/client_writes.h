// What a client does: GET /api/client/form, GET /api/client/similar, POST /api/client/requests and, below one
// request, POST …/comments, …/estimate, …/confirm, …/return, …/reopen, …/rating and …/files.
#pragma once

#include "extension/clients/answer_request.h"
#include "extension/clients/care_for_clients.h"
#include "extension/clients/create_request.h"
#include "extension/clients/send_file.h"
#include "extension/http/message.h"
#include "extension/http/router.h"
#include "extension/visitors/http/guard.h"

namespace sd::clients {

class ClientWrites {
 public:
  // All references must outlive this object.
  ClientWrites(const visitors::Guard& guard, CreateRequest& create, AnswerRequest& answer,
               CareForClients& care, SendFile& files)
      : guard_(guard), create_(create), answer_(answer), care_(care), files_(files) {}

  void add_routes(http::Router& router);

  // Errors of all: session.* (401); "client.only" for staff; those of the use cases; of bodies
  // "request.json", "request.too_large" above kMostBytes, "request.<name>". No answer carries a detail.

  http::Response form(const http::Request& request);
  // `subject`, as typed so far.
  http::Response similar(const http::Request& request);
  // {"subject","text","important","like"}; answers {"number"}.
  http::Response create(const http::Request& request);
  // {"text"}; answers {} like those below.
  http::Response say(const http::Request& request);
  // {"agreed","minutes","text"}
  http::Response estimate(const http::Request& request);
  // {}
  http::Response confirm(const http::Request& request);
  // {"text"}
  http::Response give_back(const http::Request& request);
  // {"text"}
  http::Response reopen(const http::Request& request);
  // The body is the file, `name` of the query what it is called.
  http::Response file(const http::Request& request);
  // {"stars","text"}
  http::Response rate(const http::Request& request);

  static constexpr std::size_t kMostBytes = std::size_t{64} << 10;

 private:
  const visitors::Guard& guard_;
  CreateRequest& create_;
  AnswerRequest& answer_;
  CareForClients& care_;
  SendFile& files_;
};

}  // namespace sd::clients
