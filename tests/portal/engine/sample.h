// Made-up content: people, groups, companies and service-desk tasks in Russian, the same for the same seed.
#pragma once

#include <cstdint>

#include "tests/portal/engine/portal.h"

namespace sd::portal_double {

// 40 users (administrators 1 and 2, employees, extranet clients), groups 77 "Поддержка клиентов" (main), 78
// (internal) and 79 (external), companies and contacts.
void add_sample_people(Portal& portal);

// `open` open and five times as many closed tasks of group 77 with a history of the last months before the
// clock's now, and a tenth as many in the other groups.
void add_sample_tasks(Portal& portal, int open);

struct BulkSize {
  std::int64_t tasks = 0, open = 0;  // all of group 77; the open ones are spread evenly among them
  std::int64_t labour = 0;           // records, spread evenly over the tasks
};

// Many plain tasks with a short history each, quickly. Always the same for the same size.
void add_bulk_tasks(Portal& portal, const BulkSize& size);

// Gives Type, Stopper and Estimate to a share of the group's open tasks, as people would. Returns how many
// tasks were written; 0 when the fields do not exist.
std::int64_t fill_fields(Portal& portal, std::int64_t group);

}  // namespace sd::portal_double
