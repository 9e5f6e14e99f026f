// The command line of the portal double.
#pragma once

#include <string>
#include <vector>

#include "extension/core/result.h"
#include "tests/portal/portal_double.h"

namespace sd::portal_double {

struct ProgramOptions {
  int port = 0;
  DoubleOptions portal;
  std::string app_id, app_secret, app_handler, app_install;  // a local application to register at start
  std::string state_json;                                    // file that gets /_double/state once it answers
  bool help = false;
};

// Errors: "options.unknown", "options.value", "options.port" (kInvalidArgument).
Result<ProgramOptions> read_options(const std::vector<std::string>& arguments);

extern const char* const kUsage;

}  // namespace sd::portal_double
