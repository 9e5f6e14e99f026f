// A database on the tests' server with a boxed portal's tables.
#pragma once

#include <string>

#include "tests/portal/engine/portal.h"
#include "tests/servers/mariadb_server.h"

namespace sd::test {

class Box {
 public:
  explicit Box(const std::string& socket = shared_socket());
  Box(const Box&) = delete;
  Box& operator=(const Box&) = delete;
  ~Box();

  void run(const std::string& statement);
  // The portal as it is now; a second time in place of the first, at one instant for whoever reads.
  void write(const portal_double::Portal& portal, const std::string& zone = "Europe/Moscow");
  std::string url(const std::string& user = "root") const;
  const std::string& name() const { return name_; }

 private:
  std::string socket_, name_;
  bool written_ = false;
};

}  // namespace sd::test
