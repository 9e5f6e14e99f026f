// The members of a request's JSON body, read strictly.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/http/message.h"

namespace sd::kanban {

// "request.<what>" (kInvalidArgument).
Error bad_request(std::string_view what);

// The body as an object. Errors: "request.too_large" above `most` bytes, "request.json".
Result<boost::json::object> object_of(const http::Request& request, std::size_t most = std::size_t{16} << 10);

// Errors: "request.<name>" when it is missing or of another type.
Result<std::int64_t> number(const boost::json::object& fields, std::string_view name);
// Absent and null are the same: not said. Errors: "request.<name>" for another type.
Result<std::optional<std::int64_t>> number_or_none(const boost::json::object& fields, std::string_view name);
Result<std::optional<std::string>> text(const boost::json::object& fields, std::string_view name);
Result<bool> flag_or_not(const boost::json::object& fields, std::string_view name);

// A body about one ticket of the path, with its group.
struct Addressed {
  boost::json::object fields;
  TicketId ticket;
  GroupId group;
};
Result<Addressed> addressed(const http::Request& request, std::size_t most = std::size_t{16} << 10);

// The ":ticket" of the path. Errors: "request.ticket".
Result<TicketId> ticket_of(const http::Request& request);

}  // namespace sd::kanban
