// Many rows into one table, as cheaply as each engine can: a server gets several hundred with one statement
// (a round trip for each row costs thirty times as much), SQLite a prepared one.
#pragma once

#include <soci/soci.h>

#include <memory>
#include <string>
#include <string_view>

#include "extension/storage/dialect.h"

namespace sd::storage {

// Used inside a transaction of `sql`, and nothing else is asked of the session while rows are on their way to
// a server: finish() first. Throws soci::soci_error like the session does.
class BulkInsert {
 public:
  // `head`: "REPLACE INTO card (portal, ticket)", `tail` what follows the values: or_keep(...). Neither holds
  // a value.
  BulkInsert(soci::session& sql, Dialect dialect, std::string head, std::size_t columns,
             std::string tail = {});
  BulkInsert(const BulkInsert&) = delete;
  BulkInsert& operator=(const BulkInsert&) = delete;
  ~BulkInsert();

  // The values of a row in the order of its columns; with the last one the row is complete.
  BulkInsert& number(long long value);
  BulkInsert& text(std::string_view value);
  BulkInsert& null();

  // Sends what is not sent yet. Without it the last rows are not stored.
  void finish();

  class Engine;

 private:
  std::unique_ptr<Engine> engine_;
};

}  // namespace sd::storage
