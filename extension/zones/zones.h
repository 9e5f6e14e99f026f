// Time zones by their IANA names, from the system's own database (package tzdata), through Howard Hinnant's
// date library. The only place that knows of it; everything else takes sd::Zone. Source: domain.md 6.
#pragma once

#include <string>
#include <vector>

#include "extension/core/result.h"
#include "extension/core/zone.h"

namespace sd::zones {

// The zone with its shifts from 1990 to 2050; `name` as the database has it ("Europe/Moscow", "UTC"). Found
// once for each name, then a copy. Thread-safe. Errors: "zone.unknown" (kInvalidArgument); "zone.database"
// (kUnavailable) when the system has no database.
Result<Zone> find_zone(const std::string& name);

// Names people choose from, in byte order: places ("Asia/Yekaterinburg") and "UTC". Empty without a database.
const std::vector<std::string>& zone_names();

}  // namespace sd::zones
