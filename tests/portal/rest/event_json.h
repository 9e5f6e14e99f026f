// Events as the offline queue shows them and as the portal posts them (portal-api 3.3, 3.6).
#pragma once

#include "tests/portal/engine/events.h"
#include "tests/portal/rest/call.h"

namespace sd::portal_double {

// The nested data; `false` when there is none.
json::value event_data_json(const EventData& data);
json::object offline_json(const Call& call, const OfflineRow& row, bool with_process);

// The form body of an online delivery; makes the actor's tokens.
std::string delivery_form(Portal& portal, const Delivery& delivery);

}  // namespace sd::portal_double
