// The client's view, wired: who answers, and the addresses it is asked at.
#pragma once

#include <functional>
#include <string>

#include "extension/app/stores.h"
#include "extension/clients/http/client_handlers.h"
#include "extension/clients/http/client_writes.h"
#include "extension/clients/http/link_door.h"
#include "extension/clients/http/link_handlers.h"
#include "extension/http/router.h"
#include "manifests/manifest.h"

namespace sd::app {

class ClientSide {
 public:
  struct Ports {
    Stores& stores;
    kanban::Portal& portal;
    kanban::CardPortal& talk;
    const visitors::Guard& guard;
    const session::SessionSigner& signer;
    const Clock& clock;
    std::string link_page;  // the address of the page that personal links lead to
    std::function<Result<std::vector<std::pair<ContactId, std::string>>>(PortalId, CompanyId)> contacts;
    const manifests::Manifests& manifests;
    kanban::CreateTicket& create;
    kanban::AnswerClient& words;
    kanban::AgreeEstimate& agreement;
    kanban::SyncTickets& sync;
    kanban::Calendars& calendars;
    kanban::FilePortal& files;
    // A notification inside the portal, sent behind the answer.
    std::function<void(PortalId, UserId, const std::string& text, const std::string& tag)> notify;
    // care() is due: what a client has done may ask for an answer at once.
    std::function<void(PortalId)> wake;
  };

  // All references must outlive this object.
  explicit ClientSide(const Ports& ports);

  // What is done for clients by itself: to be called every now and then.
  Status care(PortalId portal, const std::stop_token& stop) { return care_.run(portal, stop); }

  void add_routes(http::Router& router) {
    handlers_.add_routes(router);
    writes_.add_routes(router);
    link_handlers_.add_routes(router);
    link_door_.add_routes(router);
  }

 private:
  clients::ReadRequests requests_;
  clients::CreateRequest create_;
  clients::AnswerRequest answer_;
  clients::CareForClients care_;
  clients::SendFile send_file_;
  clients::ClientHandlers handlers_;
  clients::ClientWrites writes_;
  clients::PersonalLinks links_;
  clients::LinkHandlers link_handlers_;
  clients::LinkDoor link_door_;
};

}  // namespace sd::app
