// Whether a database is a boxed portal's that this program understands. Asked before anything else is read.
// Source: portal-api.md 9.
#pragma once

#include <string>

#include "extension/core/result.h"
#include "extension/portal/field_names.h"
#include "extension/portal_db/connection.h"

namespace sd::portal_db {

struct Schema {
  bool crm_bindings = false;  // tasks have UF_CRM_TASK
  bool tags = false;          // they have tags, and the user may read them
  std::string server_zone;    // the zone the database server says it is in; may be no IANA name
};

// Errors, each with the tables and columns in its detail:
// "portal_db.not_a_portal" (kNotFound): none of the tables is there;
// "portal_db.schema" (kConflict): tables or columns are missing, or hold something else than known: older or
// newer than this program knows; "portal_db.fields" (kConflict): our custom fields have no columns: not the
// portal this is installed on; "portal_db.denied" (kPermissionDenied): they may be there, but the user may
// not read them; those of Connection.
Result<Schema> check_schema(Connection& connection, const portal::FieldNames& names);

}  // namespace sd::portal_db
