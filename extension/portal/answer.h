// One answer of the portal, taken out of its envelope (portal-api.md 1.3, 1.10).
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <variant>

#include "extension/core/time.h"
#include "extension/portal/refusal.h"
#include "extension/portal/transport.h"

namespace sd::portal {

// What the portal says of its time and of the time a method has used up in the last ten minutes.
struct ServerTime {
  std::optional<TimePoint> finish;  // the portal's clock when it answered
  double operating_seconds = 0;
  std::optional<TimePoint> operating_reset_at;  // the portal's clock
  std::optional<Millis> utc_offset{};           // of the dates it writes
};

struct Answer {
  boost::json::value result;
  std::optional<std::int64_t> next;  // offset of the next page
  ServerTime time;
  std::optional<std::int64_t> total{};  // rows of the whole list, where the portal counted
};

// Reads "time" objects, of the envelope and of the commands of a batch; whatever is missing stays empty.
ServerTime read_server_time(const boost::json::value& time);

// The error in {"error", "error_description"} or in the nested form of v3; nullopt when there is none.
std::optional<Refusal> read_refusal(int status, const boost::json::value& body);

// Never throws, whatever the bytes: an answer that is not JSON, or JSON without result and error, is a
// Refusal. An error with status 200 is an error.
std::variant<Answer, Refusal> decode_answer(const WireAnswer& wire);

}  // namespace sd::portal
