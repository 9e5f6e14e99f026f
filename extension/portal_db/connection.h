// A read-only session with the boxed portal's MySQL or MariaDB database, through MySQL Connector/C++. The
// only header between its library and the rest: nothing of the library is seen from here.
//
// Measured (libmysqlcppconn 1.1.12, MariaDB 10.11): a prepared statement is prepared on the server and always
// buffers its result (setResultSetType is not implemented for it and throws), so whoever reads much reads in
// pages; a DATETIME of zeroes comes as "0000-00-00 00:00:00"; getInt cuts 64 bits silently, getInt64 does
// not.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>

#include "extension/core/database_address.h"
#include "extension/core/result.h"
#include "extension/core/secret.h"

namespace sd::portal_db {

// The present row of a result; columns count from 1.
class Row {
 public:
  virtual ~Row() = default;
  virtual std::int64_t integer(unsigned column) const = 0;  // NULL: 0
  virtual std::string text(unsigned column) const = 0;      // NULL: ""
  virtual bool null(unsigned column) const = 0;
};

class Connection {
 public:
  // Errors, here and below: "portal_db.connection" (kUnavailable), "portal_db.denied" (kPermissionDenied; a
  // right is missing, the detail has the server's words), "portal_db.schema" (kConflict; a table or column is
  // not there), "portal_db.busy" (kUnavailable), "portal_db.failed" (kInternal).
  // "portal_db.tls" (kUnavailable): with `tls_ca_file` (PEM) the connection is encrypted, and the server
  // offers no TLS or proves not to be the one.
  static Result<std::unique_ptr<Connection>> open(const DatabaseAddress& address, const Secret& password,
                                                  const std::string& tls_ca_file = {});
  ~Connection();

  // Runs `query`, prepared on the server once, and calls `take` for every row. Repeatable as `take` is: after
  // an error some rows may have been taken.
  Status select(const std::string& query, std::initializer_list<std::int64_t> values,
                const std::function<void(const Row& row)>& take);
  Status select(const std::string& query, std::initializer_list<std::string> values,
                const std::function<void(const Row& row)>& take);

  // All selects between the two see the database at one instant.
  Status begin();
  Status end();

  // Closes a session that is broken and opens a new one.
  Status reopen();

 private:
  struct Impl;
  explicit Connection(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sd::portal_db
