// The rows of a section, by its description. Column names are the description's own, never a person's text.
#pragma once

#include <vector>

#include "extension/settings/rules/section.h"
#include "extension/storage/database.h"

namespace sd::settings::sql {

std::vector<Row> read_rows(soci::session& sql, const Description& description, long long portal,
                           long long group);
// Replaces them.
void write_rows(soci::session& sql, const Description& description, long long portal, long long group,
                const std::vector<Row>& rows);

}  // namespace sd::settings::sql
