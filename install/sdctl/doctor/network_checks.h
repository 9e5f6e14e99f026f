// What the network says: our own port and public address, the portals, the authorisation servers, the clock.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "extension/config/config.h"
#include "extension/core/time.h"
#include "extension/portal/transport.h"
#include "install/sdctl/doctor/finding.h"

namespace sd::sdctl {

// "port.taken": something else answers at [listen]. "service.down" (note): nothing does.
Findings port_findings(const config::Config& config, portal::Transport& transport);

// "public.unreachable", "public.certificate", "public.wrong": the way a browser comes.
Findings public_findings(const config::Config& config, portal::Transport& transport);

// For each listed portal and authorisation server: "portal.unreachable", "portal.certificate",
// "portal.not_one"; "oauth.unreachable", "oauth.certificate"; "clock.off" against the Date of the portals'
// answers.
Findings remote_findings(const config::Config& config, portal::Transport& transport, TimePoint now);

// "clock.off" when the two differ by more than a minute.
Findings clock_findings(const std::string& whose, TimePoint theirs, TimePoint ours);

// "Sun, 06 Nov 1994 08:49:37 GMT"; nullopt for anything else.
std::optional<TimePoint> parse_http_date(std::string_view text);

}  // namespace sd::sdctl
