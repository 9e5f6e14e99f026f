// One database of this service to be filled, and everything in it as text, to be compared.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

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
  Store(storage::Dialect dialect, TimePoint bound_at) : place_(dialect) { make(bound_at); }
  Store(const MariadbServer& server, TimePoint bound_at) : place_(server) { make(bound_at); }

  storage::Database& operator*() { return *database_; }
  storage::Database* operator->() { return database_.get(); }
  // As another process that takes over: nothing of the former connections stays.
  void close() { database_.reset(); }
  void open();

  void run(const std::string& statement);
  long long number(const std::string& query);
  Dump dump();

 private:
  void make(TimePoint bound_at);

  TestDatabase place_;
  std::unique_ptr<storage::Database> database_;
};

// What differs, a line each; "" when nothing does.
std::string difference(const Dump& left, const Dump& right);

// Columns that are left out of a Dump, and why.
const std::map<std::string, std::string>& left_out();

}  // namespace sd::test
