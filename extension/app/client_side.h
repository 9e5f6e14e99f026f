// The client's view, wired: who answers, and the addresses it is asked at.
#pragma once

#include "extension/app/stores.h"
#include "extension/clients/http/client_handlers.h"
#include "extension/clients/read_requests.h"
#include "extension/http/router.h"
#include "kanban/card_portal.h"

namespace sd::app {

class ClientSide {
 public:
  struct Ports {
    Stores& stores;
    kanban::Portal& portal;
    kanban::CardPortal& talk;
    const visitors::Guard& guard;
  };

  // All references must outlive this object.
  explicit ClientSide(const Ports& ports);

  void add_routes(http::Router& router) { handlers_.add_routes(router); }

 private:
  clients::ReadRequests requests_;
  clients::ClientHandlers handlers_;
};

}  // namespace sd::app
