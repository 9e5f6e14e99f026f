#include "extension/clients/http/client_exchange.h"

#include "kanban/http/body.h"

namespace sd::clients {

http::Response sent(std::string json) {
  return {200, "application/json; charset=utf-8", std::move(json), {{"Cache-Control", "no-store"}}};
}

TicketId asked_for(const http::Request& request) {
  const auto ticket = kanban::ticket_of(request);
  return ticket ? *ticket : TicketId{};
}

}  // namespace sd::clients
