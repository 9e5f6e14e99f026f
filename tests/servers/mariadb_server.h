// A MariaDB server run by tests/servers/mariadb.sh.
#pragma once

#include <string>

#include "extension/storage/database.h"
#include "tests/doubles/temp_dir.h"

namespace sd::test {

// A server of this test's own, which it may kill.
class MariadbServer {
 public:
  // `options`: of the server, separated by blanks, besides those of the script.
  explicit MariadbServer(const std::string& options = {});
  MariadbServer(const MariadbServer&) = delete;
  MariadbServer& operator=(const MariadbServer&) = delete;
  ~MariadbServer();

  std::string socket() const;
  // "mysql://USER@localhost/NAME?socket=..."
  std::string url(const std::string& user, const std::string& name) const;

  void kill();  // at once, as a power cut would
  void start_again();
  int cut_connections();  // all there are, from one more; how many were cut

 private:
  TempDir dir_;
  std::string options_;
};

// A port of 127.0.0.1 that nobody listens on.
int free_port();

// The socket of the server that all tests of this run share: the one ctest has started (SD_TEST_MARIADB names
// its folder), or one that ends with this process.
std::string shared_socket();

// Runs `statements`, one by one, as the server's administrator. Ends the process when one fails: without what
// it sets up no test can say anything.
void administer(const std::string& socket, const std::vector<std::string>& statements);

}  // namespace sd::test
