// Copies of a SQLite database, made while it is in use. A server has its own means.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "extension/storage/database.h"

namespace sd::storage {

struct Copy {
  long long bytes = 0;
  std::vector<std::pair<std::string, long long>> tables;  // name and number of rows
};

// Called a few times a second, with what is written of about how much.
using CopyProgress = std::function<void(long long done, long long all)>;

// Writes `source` as it is at one instant into the new file `target`, readable by its owner only, and checks
// what was written. Readers and writers go on meanwhile; the log grows by what they write. Errors:
// "backup.exists" (kConflict) when `target` is there, "backup.unwritable" (kUnavailable), those of
// check_copy(), "db.*". After an error there is no `target`.
Result<Copy> copy_database(Database& source, const std::string& target, const CopyProgress& progress);

// Reads the whole file. Errors: "backup.damaged" (kInternal), `detail` in the engine's words; "db.*".
Result<Copy> check_copy(const std::string& file);

}  // namespace sd::storage
