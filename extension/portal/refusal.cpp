#include "extension/portal/refusal.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace sd::portal {
namespace {

struct Row {
  std::string_view code;  // lower case
  ErrorKind kind;
  std::string_view ours;
  Remedy remedy = Remedy::kNone;
};

// The codes of section 1.4; those of v3 without their common beginning.
constexpr Row kCodes[] = {
    {"query_limit_exceeded", ErrorKind::kUnavailable, "portal.limit", Remedy::kBackOff},
    {"operation_time_limit", ErrorKind::kUnavailable, "portal.limit", Remedy::kBackOff},
    {"ratelimitexception", ErrorKind::kUnavailable, "portal.limit", Remedy::kBackOff},
    {"overload_limit", ErrorKind::kUnavailable, "portal.stopped"},
    {"portal_deleted", ErrorKind::kUnavailable, "portal.deleted"},
    {"expired_token", ErrorKind::kPermissionDenied, "portal.auth", Remedy::kRefresh},
    {"invalid_token", ErrorKind::kPermissionDenied, "portal.auth", Remedy::kRefresh},
    {"no_auth_found", ErrorKind::kPermissionDenied, "portal.auth"},
    {"invalid_grant", ErrorKind::kPermissionDenied, "portal.auth"},
    {"invalid_client", ErrorKind::kPermissionDenied, "portal.auth"},
    {"invalid_request", ErrorKind::kInvalidArgument, "portal.refused"},
    {"payment_required", ErrorKind::kUnavailable, "portal.licence"},
    {"application_not_found", ErrorKind::kUnavailable, "portal.auth_link"},
    {"authorization_error", ErrorKind::kUnavailable, "portal.auth_link"},
    {"connection_error", ErrorKind::kUnavailable, "portal.auth_link"},
    {"error_oauth", ErrorKind::kUnavailable, "portal.auth_link"},
    {"insufficient_scope", ErrorKind::kPermissionDenied, "portal.scope"},
    {"invalid_scope", ErrorKind::kPermissionDenied, "portal.scope"},
    {"insufficientscopeexception", ErrorKind::kPermissionDenied, "portal.scope"},
    {"wrong_license", ErrorKind::kPermissionDenied, "portal.unlicensed"},
    {"access_denied", ErrorKind::kPermissionDenied, "portal.denied"},
    {"access_denied_move", ErrorKind::kPermissionDenied, "portal.denied"},
    {"accessdeniedexception", ErrorKind::kPermissionDenied, "portal.denied"},
    {"user_access_error", ErrorKind::kPermissionDenied, "portal.auth"},
    {"invalid_credentials", ErrorKind::kPermissionDenied, "portal.auth"},
    {"wrong_auth_type", ErrorKind::kPermissionDenied, "portal.denied"},
    {"method_confirm_waiting", ErrorKind::kPermissionDenied, "portal.denied"},
    {"method_confirm_denied", ErrorKind::kPermissionDenied, "portal.denied"},
    {"allowed_only_intranet_user", ErrorKind::kPermissionDenied, "portal.denied"},
    {"1048582", ErrorKind::kPermissionDenied, "portal.refused"},
    {"error_method_not_found", ErrorKind::kNotFound, "portal.no_method"},
    {"methodnotfoundexception", ErrorKind::kNotFound, "portal.no_method"},
    {"not_found", ErrorKind::kNotFound, "portal.not_found"},
    {"error_not_found", ErrorKind::kNotFound, "portal.not_found"},
    {"task_not_found", ErrorKind::kNotFound, "portal.not_found"},
    {"entitynotfoundexception", ErrorKind::kNotFound, "portal.not_found"},
    {"internal_server_error", ErrorKind::kUnavailable, "portal.unreachable", Remedy::kUnsure},
    {"error_unexpected_answer", ErrorKind::kUnavailable, "portal.unreachable", Remedy::kUnsure},
};

constexpr std::size_t kDetailLimit = 500;

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return result;
}

// Without tags and control characters, cut before a UTF-8 character, not in one.
std::string plain(std::string_view text) {
  std::string result;
  bool in_tag = false;
  for (const char letter : text) {
    if (letter == '<') in_tag = true;
    const bool control = static_cast<unsigned char>(letter) < 0x20;
    if (!in_tag) result += control ? ' ' : letter;
    if (letter == '>') in_tag = false;
  }
  if (result.size() > kDetailLimit) {
    std::size_t end = kDetailLimit;
    while (end > 0 && (static_cast<unsigned char>(result[end]) & 0xC0) == 0x80) --end;
    result.resize(end);
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

Refusal by_status(int status, std::string detail) {
  if (status == 429 || status == 503) {
    return {{ErrorKind::kUnavailable, "portal.limit", std::move(detail)}, Remedy::kBackOff};
  }
  if (status >= 500 || status == 408) {
    return {{ErrorKind::kUnavailable, "portal.unreachable", std::move(detail)}, Remedy::kUnsure};
  }
  if (status == 401) return {{ErrorKind::kPermissionDenied, "portal.auth", std::move(detail)}, Remedy::kNone};
  if (status == 403)
    return {{ErrorKind::kPermissionDenied, "portal.denied", std::move(detail)}, Remedy::kNone};
  return {{ErrorKind::kInvalidArgument, "portal.refused", std::move(detail)}, Remedy::kNone};
}

}  // namespace

Refusal translate_refusal(int status, std::string_view code, std::string_view description) {
  static constexpr std::string_view kVersion3 = "bitrix_rest_v3_exception_";
  std::string name = lower(code);
  if (name.starts_with(kVersion3)) name.erase(0, kVersion3.size());
  std::string detail = plain(description);
  if (detail.empty()) detail = plain(code);
  for (const Row& row : kCodes) {
    if (row.code == name) return {{row.kind, std::string(row.ours), std::move(detail)}, row.remedy};
  }
  return by_status(status, std::move(detail));
}

Refusal not_json(int status, std::string detail) {
  return {{ErrorKind::kUnavailable, "portal.not_json",
           "HTTP " + std::to_string(status) + ": " + std::move(detail)},
          Remedy::kUnsure};
}

}  // namespace sd::portal
