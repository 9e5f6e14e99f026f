// What the portal double knows, as a boxed portal keeps it in its own database: one data set on both sides,
// for tests that compare an import from the database with a back-fill over REST.
#pragma once

#include <soci/soci.h>

#include <string>

#include "tests/portal/engine/portal.h"

namespace sd::portal_double {

struct BoxContent {
  std::string zone = "Europe/Moscow";  // the server's: dates carry none
};

// Makes the tables in the session's empty database and fills them. Deleted tasks are there too, marked as
// such. Throws soci::soci_error.
void write_box(soci::session& sql, const Portal& portal, const BoxContent& content = {});

// The same in tables that were made before: what stands there is replaced, in the caller's transaction.
void rewrite_box(soci::session& sql, const Portal& portal, const BoxContent& content = {});

}  // namespace sd::portal_double
