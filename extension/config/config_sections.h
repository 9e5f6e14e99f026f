// The two larger sections of the configuration. Private to this folder.
#pragma once

#include <vector>

#include "extension/config/config_values.h"

namespace sd::config {

// [storage]
void read_storage(TomlReader& in, const ConfigValues& values, Config& config);

// Every [[portal]]; none when there is no such section.
std::vector<PortalEntry> read_portals(TomlReader& top, const ConfigValues& values, const std::string& file,
                                      std::vector<Problem>& problems);

}  // namespace sd::config
