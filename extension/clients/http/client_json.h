// What a client is told, byte for byte: every key there is stands in this file's .cpp and in ../README.md,
// and nowhere else. A test holds the two lists equal.
#pragma once

#include <string>

#include "extension/clients/create_request.h"

namespace sd::clients {

std::string list_json(const RequestList& list);
std::string request_json(const OneRequest& one);
std::string similar_json(const RequestList& alike);
std::string form_json(const RequestForm& form);
std::string created_json(TicketId number);
std::string opened_json(const std::string& session, const std::string& name);

}  // namespace sd::clients
