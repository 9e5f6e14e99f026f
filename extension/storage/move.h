// Moves an installation from SQLite files to a server's database: every row of every table, then every row
// compared.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "extension/storage/compare_rows.h"
#include "extension/storage/migrations.h"

namespace sd::storage {

// Called now and then while a table is copied, and once when it is done.
using MoveProgress = std::function<void(const std::string& table, long long done, long long all)>;

// The tables that `migrations` leave behind, in the order they are made.
std::vector<std::string> tables_of(const Migrations& migrations);

// `board` and `inbox` are SQLite files with the current schema; nobody writes to them meanwhile, because
// their write locks are held. `target` is on a server and gets the schema. As long as a move goes on or is
// broken off, the target is marked so that no program takes it for an installation ("db.move_unfinished");
// asked again, a move that was broken off begins anew. Errors: "move.not_empty" (kConflict; the target holds
// rows, `detail` names the table), "move.differs" (kInternal; what arrived is not what was sent,
// `detail` names the table, the row by its key and the column),
// "db.old_schema" (kConflict) of a source, those of migrate(), "db.*".
Result<std::vector<MovedTable>> move_installation(Database& board, Database& inbox, Database& target,
                                                  TimePoint now, const MoveProgress& progress);

}  // namespace sd::storage
