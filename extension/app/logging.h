// The service's log: one line per event, to standard error or a file that is rotated. Callers pass no secret
// and no text from people.
#pragma once

#include <spdlog/logger.h>

#include <memory>

#include "extension/config/config.h"
#include "extension/core/result.h"

namespace sd::app {

// Errors: "log.unwritable" (kUnavailable) with the file's name.
Result<std::shared_ptr<spdlog::logger>> open_log(const config::Config& config);

}  // namespace sd::app
