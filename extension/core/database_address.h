// Where an installation keeps its data, as one line: "sqlite:PATH", or
// "mysql://USER@HOST[:PORT]/NAME" and "mysql://USER@localhost/NAME?socket=/run/mysqld/mysqld.sock" for a
// MariaDB or MySQL server. A password is never part of it.
#pragma once

#include <string>
#include <string_view>

#include "extension/core/result.h"

namespace sd {

struct DatabaseAddress {
  std::string file;  // SQLite; "": a server, and the rest counts

  std::string user;
  std::string host;
  int port = 3306;
  std::string socket;  // "": over the network
  std::string name;    // of the database on the server

  bool server() const { return file.empty(); }
  // The line it was read from, in its shortest form.
  std::string text() const;

  friend bool operator==(const DatabaseAddress&, const DatabaseAddress&) = default;
};

// Errors: "database.address" (kInvalidArgument); `detail` says in words what is wrong with it, and repeats
// nothing of it: a password may have been put there by mistake.
Result<DatabaseAddress> parse_database_address(std::string_view text);

}  // namespace sd
