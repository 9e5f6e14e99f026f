// What a fault suite asks of the double: faults, a rename, a restart, and the truth to compare with.
#pragma once

#include "tests/portal/rest/control.h"

namespace sd::portal_double {

// {"method","kind","count","ms"}, {"rate": {...}} or {"clear": true}. Throws Refusal for a kind it does not
// know.
json::value set_faults(Control& control, const json::object& params);

// {"domain"}: the portal is called that from now on and redirects at its former names.
json::value rename_portal(Control& control, const json::object& params);

// Everything a projection can be compared with, as the double keeps it: stages of every group and all tasks
// with their history and labour. Instants are unix milliseconds, 0 = none. `group` 0: tasks of all groups.
json::value truth(Control& control, std::int64_t group);

}  // namespace sd::portal_double
