#include "extension/storage/guarded.h"

#include <soci/sqlite3/soci-sqlite3.h>

namespace sd::storage {
namespace {

struct Meaning {
  ErrorKind kind;
  const char* code;
};

// SQLite's primary result codes; extended ones hold the primary code in their low byte.
Meaning meaning_of(int result) {
  switch (result & 0xff) {
    case 5:  // SQLITE_BUSY
    case 6:  // SQLITE_LOCKED
      return {ErrorKind::kUnavailable, "db.busy"};
    case 8:  // SQLITE_READONLY
      return {ErrorKind::kUnavailable, "db.read_only"};
    case 10:  // SQLITE_IOERR
      return {ErrorKind::kUnavailable, "db.io"};
    case 13:  // SQLITE_FULL
      return {ErrorKind::kUnavailable, "db.full"};
    case 14:  // SQLITE_CANTOPEN
      return {ErrorKind::kUnavailable, "db.connection"};
    case 19:  // SQLITE_CONSTRAINT
      return {ErrorKind::kConflict, "db.constraint"};
    case 11:  // SQLITE_CORRUPT
    case 26:  // SQLITE_NOTADB
      return {ErrorKind::kInternal, "db.corrupt"};
    default: return {ErrorKind::kInternal, "db.internal"};
  }
}

}  // namespace

Error from_soci(const soci::soci_error& failure, const char* operation) {
  Meaning meaning{ErrorKind::kInternal, "db.internal"};
  if (const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&failure)) {
    meaning = meaning_of(sqlite->result());
  } else if (failure.get_error_category() == soci::soci_error::connection_error) {
    meaning = {ErrorKind::kUnavailable, "db.connection"};
  }
  return {meaning.kind, meaning.code, std::string(operation) + ": " + failure.get_error_message()};
}

}  // namespace sd::storage
