// The one place where an exception of the database library becomes an Error.
#pragma once

#include <soci/soci.h>

#include <exception>
#include <string>
#include <utility>

#include "extension/core/result.h"

namespace sd::storage {

// Maps by number, because SOCI classifies little. Codes: "db.busy", "db.connection", "db.denied",
// "db.full", "db.read_only", "db.io" (all kUnavailable: nothing was stored, try again), "db.constraint"
// (kConflict), "db.corrupt" and "db.internal" (kInternal). `detail` is the operation and the engine's words,
// never the statement or the values bound to it.
Error from_soci(const soci::soci_error& failure, const char* operation);

// Runs `body`, which returns a Result, and turns a SOCI exception into its Error.
template <class Body>
auto guarded(const char* operation, Body&& body) -> decltype(body()) {
  try {
    return std::forward<Body>(body)();
  } catch (const soci::soci_error& failure) {
    return from_soci(failure, operation);
  }
}

}  // namespace sd::storage
