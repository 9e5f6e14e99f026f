#include "tests/integration/import/box.h"

#include <soci/mysql/soci-mysql.h>
#include <unistd.h>

#include <atomic>

#include "tests/portal/box/box_tables.h"

namespace sd::test {

Box::Box(const std::string& socket) : socket_(socket) {
  static std::atomic<int> made{0};
  name_ = "box" + std::to_string(::getpid()) + "_" + std::to_string(++made);
  administer(socket_, {"CREATE DATABASE " + name_ + " CHARACTER SET utf8mb4"});
}

Box::~Box() { administer(socket_, {"DROP DATABASE " + name_}); }

void Box::run(const std::string& statement) {
  administer(socket_, {"USE " + name_, "SET SESSION sql_mode = ''", statement});
}

void Box::write(const portal_double::Portal& portal, const std::string& zone) {
  soci::session sql(soci::mysql,
                    "unix_socket='" + socket_ + "' user='root' charset=utf8mb4 db='" + name_ + "'");
  sql << "START TRANSACTION";
  written_ ? portal_double::rewrite_box(sql, portal, {zone}) : portal_double::write_box(sql, portal, {zone});
  sql << "COMMIT";
  written_ = true;
}

std::string Box::url(const std::string& user) const {
  return "mysql://" + user + "@localhost/" + name_ + "?socket=" + socket_;
}

}  // namespace sd::test
