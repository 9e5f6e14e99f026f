// People, companies, plans and labour records of a big desk: beside the tasks of report_world.h.
#pragma once

#include "tests/bench/report_world.h"

namespace sd::bench {

// Seconds that storing the labour records took. The tasks must be there. Ends the process when the database
// refuses something.
double make_labour(storage::Database& database, const WorldSize& size);

}  // namespace sd::bench
