// A portal double full of Russian service-desk work, the same content as a boxed portal's own database on
// MariaDB, and stores of this service to be filled from either. Time is the test's.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "extension/portal_db/box_database.h"
#include "install/sdctl/import_run.h"
#include "kanban/sql/soci_import_aside.h"
#include "tests/integration/portal/first_fill.h"
#include "tests/servers/mariadb_server.h"
#include "tests/servers/test_database.h"

namespace sd::test {

// Every row of every table, as text: "column=value" of those columns that both ways of filling a store must
// agree on.
using Dump = std::map<std::string, std::vector<std::string>>;

// A table of a test's own, in no Dump.
inline constexpr const char* kKept = "kept";

// One database of this service with a portal in it whose groups 77 and 78 are connected.
class Store {
 public:
  Store(storage::Dialect dialect, TimePoint bound_at);

  storage::Database& operator*() { return *database_; }
  storage::Database* operator->() { return database_.get(); }
  // As another process that takes over: nothing of the former connections stays.
  void close() { database_.reset(); }
  void open();

  void run(const std::string& statement);
  long long number(const std::string& query);
  Dump dump();

 private:
  TestDatabase place_;
  std::unique_ptr<storage::Database> database_;
};

// What differs, a line each; "" when nothing does.
std::string difference(const Dump& left, const Dump& right);

// Columns that are left out of a Dump, and why.
const std::map<std::string, std::string>& left_out();

// A database on the tests' server with a boxed portal's tables.
class Box {
 public:
  explicit Box(const std::string& socket = shared_socket());
  Box(const Box&) = delete;
  Box& operator=(const Box&) = delete;
  ~Box();

  void run(const std::string& statement);
  void write(const portal_double::Portal& portal, const std::string& zone = "Europe/Moscow");
  std::string url(const std::string& user = "root") const;
  const std::string& name() const { return name_; }

 private:
  std::string socket_, name_;
};

class ImportWorld : public portal::FirstFill {
 protected:
  // `tasks`: open ones; five times as many closed ones beside them.
  explicit ImportWorld(int tasks = 40);

  void fill_over_rest(Store& store);
  portal_db::BoxOptions box_options(const Box& box) const;
  portal_db::BoxOptions box_options() const { return box_options(box_); }
  // Errors: those of the run.
  Result<bool> import_from(const Box& box, Store& store, std::size_t step,
                           const sdctl::ImportRun::GoOn& may_go_on);
  Result<bool> import(
      Store& store, std::size_t step = 50, const sdctl::ImportRun::GoOn& may_go_on = [] { return true; }) {
    return import_from(box_, store, step, may_go_on);
  }

  const std::vector<GroupId> groups_{GroupId{77}, GroupId{78}};
  TimePoint bound_at_;
  Box box_;
};

}  // namespace sd::test
