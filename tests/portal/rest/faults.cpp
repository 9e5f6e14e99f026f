#include "tests/portal/rest/faults.h"

#include <array>

namespace sd::portal_double {
namespace {

struct KindRow {
  const char* kind;
  int status;
  const char* code;
  const char* text;
};

constexpr std::array<KindRow, 15> kRefusals = {{
    {"503", 503, "QUERY_LIMIT_EXCEEDED", "Too many requests"},
    {"429", 429, "OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit."},
    {"expired", 401, "expired_token", "The access token provided has expired."},
    {"invalid_token", 401, "invalid_token", "Unable to get application by token"},
    {"500", 500, "INTERNAL_SERVER_ERROR", "Internal server error"},
    {"unexpected", 500, "ERROR_UNEXPECTED_ANSWER", "Server returned an unexpected response"},
    {"deleted", 403, "PORTAL_DELETED", "Portal was deleted"},
    {"overload", 503, "OVERLOAD_LIMIT", "REST API is blocked due to overload."},
    {"licence", 403, "ACCESS_DENIED", "REST API is available only on commercial plans"},
    {"user", 403, "user_access_error", "The user does not have access to the application."},
    {"scope", 403, "insufficient_scope", "The request requires higher privileges than provided by the token"},
    {"oauth_link", 401, "authorization_error", "Unable to reach the authorization server"},
    {"revoked", 400, "invalid_grant", "The grant is unknown, used up or expired"},
    {"payment", 403, "PAYMENT_REQUIRED", "Payment required"},
    {"client", 400, "invalid_client", "Client credentials are wrong"},
}};

}  // namespace

std::optional<Refusal> refusal_of(const std::string& kind) {
  for (const KindRow& row : kRefusals) {
    if (kind == row.kind) return Refusal(row.status, row.code, row.text);
  }
  return std::nullopt;
}

void Faults::throw_dice(FaultDice dice, std::uint64_t seed) {
  dice_ = std::move(dice);
  random_.seed(seed);
}

void Faults::clear() {
  faults_.clear();
  dice_ = {};
}

std::optional<Fault> Faults::take(const std::string& method, bool inside_batch) {
  for (auto fault = faults_.begin(); fault != faults_.end(); ++fault) {
    if (inside_batch && (fault->method == "*" || !refusal_of(fault->kind))) continue;
    // What is meant for any method is not meant for the authorisation server: its refusals are others.
    if (fault->method != method && (fault->method != "*" || method == "oauth")) continue;
    const Fault taken = *fault;
    if (--fault->count <= 0) faults_.erase(fault);
    return taken;
  }
  return thrown(method, inside_batch);
}

std::optional<Fault> Faults::thrown(const std::string& method, bool inside_batch) {
  const double share = method == "oauth" ? dice_.oauth : inside_batch ? dice_.commands : dice_.requests;
  if (share <= 0 || std::uniform_real_distribution<double>(0, 1)(random_) >= share) return std::nullopt;
  if (method == "oauth") return Fault{method, "503", 1, 0};
  std::vector<std::string> fitting;
  for (const std::string& kind : dice_.kinds) {
    if (!inside_batch || refusal_of(kind)) fitting.push_back(kind);
  }
  if (fitting.empty()) return std::nullopt;
  return Fault{method, fitting[random_() % fitting.size()], 1, dice_.ms};
}

}  // namespace sd::portal_double
