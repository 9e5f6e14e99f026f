#include "extension/app/client_side.h"

namespace sd::app {

ClientSide::ClientSide(const Ports& ports)
    : requests_({ports.stores.clients, ports.stores.cards, ports.talk, ports.portal, ports.stores.people,
                 ports.stores.settings}),
      handlers_(ports.guard, requests_) {}

}  // namespace sd::app
