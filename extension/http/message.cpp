#include "extension/http/message.h"

#include "extension/http/json_text.h"

namespace sd::http {
namespace {

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kInvalidArgument: return 400;
    case ErrorKind::kNotFound: return 404;
    case ErrorKind::kConflict: return 409;
    case ErrorKind::kPermissionDenied: return 403;
    case ErrorKind::kUnavailable: return 503;
    case ErrorKind::kInternal: return 500;
  }
  return 500;
}

}  // namespace

Response error_response(const Error& error, bool with_detail) {
  Response answer;
  answer.status = error.code.starts_with("session.") ? 401 : status_of(error.kind);
  answer.body = "{\"error\":" + quoted(error.code) + ",\"kind\":" + quoted(to_string(error.kind));
  if (with_detail && !error.detail.empty()) answer.body += ",\"detail\":" + quoted(error.detail);
  answer.body += "}";
  return answer;
}

}  // namespace sd::http
