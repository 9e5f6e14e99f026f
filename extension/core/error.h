// The one error vocabulary of the service. An adapter translates a library's exception into an
// Error where it is caught; rules and use cases return Errors and never throw across a layer.
#pragma once

#include <string>
#include <string_view>

namespace sd {

// What the caller can do about it. HTTP status, log level and retry policy derive from the kind
// and from nothing else.
enum class ErrorKind {
  kInvalidArgument,   // the request is wrong; repeating it is pointless
  kNotFound,          // the thing asked for is not there, or not for this caller
  kConflict,          // the record changed under us; re-read and try again
  kPermissionDenied,  // known, but not allowed
  kUnavailable,       // database or portal did not answer; retry with back-off
  kInternal,          // a bug
};

struct Error {
  ErrorKind kind;
  std::string code;    // stable, machine-readable, e.g. "card.stage_unknown"
  std::string detail;  // for the log and for staff; holds no token, no personal data

  friend bool operator==(const Error&, const Error&) = default;
};

// "conflict", "not_found", ... as used by logs and by HTTP error bodies.
std::string_view to_string(ErrorKind kind);

}  // namespace sd
