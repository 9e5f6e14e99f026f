// What every address of a client's reads and answers alike.
#pragma once

#include <string>

#include "extension/core/ids.h"
#include "extension/http/message.h"

namespace sd::clients {

// 200 with `json` as it is; nothing keeps it, because it is one person's.
http::Response sent(std::string json);

// The request's number in the address. What is no number asks for a request that there is not, not for an
// error of its own.
TicketId asked_for(const http::Request& request);

}  // namespace sd::clients
