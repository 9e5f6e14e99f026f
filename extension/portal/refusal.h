// The one place where the portal's error codes become our errors (portal-api.md 1.4, 1.10, 2.2).
#pragma once

#include <string>
#include <string_view>

#include "extension/core/error.h"

namespace sd::portal {

// What the caller may do about a failed exchange.
enum class Remedy {
  kNone,     // the same call will fail again
  kBackOff,  // refused before anything was done: the same call after a pause
  kRefresh,  // the access token is stale: one refresh, one repetition
  kUnsure,   // a fault on the way: a write may have been done
};

struct Refusal {
  Error error;
  Remedy remedy = Remedy::kNone;
};

// `status` is that of HTTP, 0 for a command of a batch. `code` may be empty or a number. `description` may
// hold HTML; it becomes the error's detail, as plain text of at most 500 bytes.
Refusal translate_refusal(int status, std::string_view code, std::string_view description);

// An answer that is not JSON at all: an error page of a proxy, a suspended portal.
Refusal not_json(int status, std::string detail);

}  // namespace sd::portal
