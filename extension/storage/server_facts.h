// What a MariaDB or MySQL server says of itself, for the doctor.
#pragma once

#include <string>
#include <vector>

#include "extension/storage/database.h"

namespace sd::storage {

struct ServerFacts {
  std::string version;  // "10.11.19-MariaDB-0+deb12u1", "8.0.40"
  long long max_packet_bytes = 0;
  long long max_connections = 0;
  bool durable = false;                     // a commit is on the disk when it returns
  std::vector<std::string> missing_rights;  // of ours at this database: "CREATE", ...

  // Whether this program works with it: MariaDB from 10.6, MySQL from 8.0.
  bool version_fits() const;
};

// `database` is on a server. Errors: "db.*".
Result<ServerFacts> server_facts(Database& database);

}  // namespace sd::storage
