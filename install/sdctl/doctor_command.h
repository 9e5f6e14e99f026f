// `sdctl doctor`: all checks in the order in which a person would make them.
#pragma once

#include "extension/config/read_config.h"
#include "extension/core/clock.h"
#include "extension/portal/transport.h"
#include "install/sdctl/commands.h"
#include "install/sdctl/doctor/finding.h"

namespace sd::sdctl {

struct DoctorOptions {
  bool json = false;
  bool offline = false;      // nothing over the network
  bool show_config = false;  // the configuration first, secrets as "***"
};

// Exit code: kFailed when there is a problem, kOk otherwise (notes do not count).
int doctor(const config::Reading& reading, const DoctorOptions& options, portal::Transport& transport,
           const Clock& clock, Streams streams);

// The findings as `doctor` prints them.
std::string as_text(const Findings& findings);
// {"ok", "findings": [{"weight": "problem|note", "code", "what", "advice"}]}
std::string as_json(const Findings& findings);

}  // namespace sd::sdctl
