// What can be checked on this machine alone: files, rights, databases. Changes nothing.
#pragma once

#include "extension/config/config.h"
#include "extension/config/read_config.h"
#include "install/sdctl/doctor/finding.h"

namespace sd::sdctl {

// One finding for each problem of the file: "config.wrong".
Findings config_findings(const config::Reading& reading);

// "config.open_to_others": the file holds a client_secret and others may read it. "config.no_portal".
Findings config_rights(const config::Config& config);

// "keys.missing" (a note before the first start), "keys.folder", "keys.open_to_others", "keys.malformed",
// "keys.unreadable".
Findings key_findings(const config::Config& config);

// "db.missing" (note), "db.folder", "db.owner", "db.read_only", "db.old_schema", "db.newer", and other db.*;
// of a server those of server_checks.h.
Findings database_findings(const config::Config& config);

// "manifests.wrong", "ui.missing".
Findings file_findings(const config::Config& config);

}  // namespace sd::sdctl
