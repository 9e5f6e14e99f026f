#include "extension/portal/answer.h"

#include <cmath>

#include "extension/core/iso_time.h"
#include "extension/portal/json_reading.h"

namespace sd::portal {
namespace {

std::optional<double> number(const json::value& object, std::string_view key) {
  const json::value* value = member(object, key);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  const double result = value->to_number<double>();
  // A year beyond 2200 in seconds, or less than nothing, is no instant and no duration.
  if (!std::isfinite(result) || result < 0 || result > 7.3e9) return std::nullopt;
  return result;
}

// "+03:00" at the end of an ISO instant.
std::optional<Millis> offset_of(std::string_view date) {
  if (date.size() < 6) return std::nullopt;
  const std::string_view zone = date.substr(date.size() - 6);
  const auto digit = [&](std::size_t at) { return zone[at] >= '0' && zone[at] <= '9' ? zone[at] - '0' : -1; };
  if ((zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
  for (const std::size_t at : {1U, 2U, 4U, 5U}) {
    if (digit(at) < 0) return std::nullopt;
  }
  const int minutes = (digit(1) * 10 + digit(2)) * 60 + digit(4) * 10 + digit(5);
  if (minutes > 14 * 60) return std::nullopt;
  return std::chrono::minutes{zone[0] == '-' ? -minutes : minutes};
}

TimePoint from_seconds(double seconds) { return from_ms(static_cast<std::int64_t>(seconds * 1000)); }

}  // namespace

ServerTime read_server_time(const json::value& time) {
  ServerTime result;
  if (const json::value* date = member(time, "date_finish"); date != nullptr) {
    result.utc_offset = offset_of(to_text(*date));
  }
  if (const auto finish = number(time, "finish")) {
    result.finish = from_seconds(*finish);
  } else if (const json::value* date = member(time, "date_finish"); date != nullptr) {
    if (const auto at = parse_iso_time(to_text(*date))) result.finish = *at;
  }
  result.operating_seconds = number(time, "operating").value_or(0);
  if (const auto reset = number(time, "operating_reset_at")) result.operating_reset_at = from_seconds(*reset);
  return result;
}

std::optional<Refusal> read_refusal(int status, const json::value& body) {
  const json::value* error = member(body, "error");
  if (error == nullptr) return std::nullopt;
  const json::value* words = member(body, "error_description");
  std::string code = to_text(*error);
  std::string description = words == nullptr ? "" : to_text(*words);
  if (error->is_object()) {
    code = RowReader(*error, "error").text("code");
    description = RowReader(*error, "error").text("message");
  }
  return translate_refusal(status, code, description);
}

std::variant<Answer, Refusal> decode_answer(const WireAnswer& wire) {
  auto body = parse_json(wire.body);
  if (!body) return not_json(wire.status, body.error().detail);
  if (!body->is_object()) return not_json(wire.status, "not an object");
  const json::value* result = member(*body, "result");
  if (auto refusal = read_refusal(wire.status, *body); refusal && (result == nullptr || wire.status >= 400)) {
    return *std::move(refusal);
  }
  if (result == nullptr) return not_json(wire.status, "neither result nor error");
  if (wire.status >= 400) return translate_refusal(wire.status, "", "HTTP " + std::to_string(wire.status));
  Answer answer;
  if (const json::value* next = member(*body, "next")) answer.next = to_integer(*next);
  if (const json::value* total = member(*body, "total")) answer.total = to_integer(*total);
  if (const json::value* time = member(*body, "time")) answer.time = read_server_time(*time);
  answer.result = std::move(body->get_object()["result"]);
  return answer;
}

}  // namespace sd::portal
