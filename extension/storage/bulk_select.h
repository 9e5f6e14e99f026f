// Many rows of one query, as cheaply as each engine can: the library reads every number of a server's answer
// with a stream of its own, and holds the whole answer.
#pragma once

#include <soci/soci.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "extension/storage/dialect.h"

namespace sd::storage {

// Used inside a read or a transaction of `sql`, of which nothing else is asked until this object is gone.
// Throws soci::soci_error like the session does.
class BulkSelect {
 public:
  // `query` takes no binds: numbers alone may be written into it, people's words never.
  BulkSelect(soci::session& sql, Dialect dialect, const std::string& query);
  BulkSelect(const BulkSelect&) = delete;
  BulkSelect& operator=(const BulkSelect&) = delete;
  ~BulkSelect();

  // The next row, at first the first one; false when there is none.
  bool next();
  // Values of the row by the place of their column, from 0. A text stays valid until next().
  long long number(std::size_t column) const;                       // NULL: 0
  std::optional<long long> maybe_number(std::size_t column) const;  // NULL: none
  std::string_view text(std::size_t column) const;                  // NULL: ""

  class Engine;

 private:
  std::unique_ptr<Engine> engine_;
};

}  // namespace sd::storage
