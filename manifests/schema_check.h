// Checks a parsed file against its JSON Schema (draft 7) and says in plain words what is wrong and where.
#pragma once

#include "extension/core/result.h"
#include "manifests/json_text.h"

namespace sd::manifests {

// Errors: "manifest.schema" (kInvalidArgument) naming file, line, place and reason of the first thing that
// does not fit; "manifest.bad_schema" when the schema itself cannot be used.
Status check_schema(const JsonText& document, const JsonText& schema);

}  // namespace sd::manifests
