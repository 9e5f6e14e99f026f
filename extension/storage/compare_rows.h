// Whether a table of two databases holds the same rows, and which row is the first that is not.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extension/storage/database.h"

namespace sd::storage {

struct MovedTable {
  std::string name;
  long long rows = 0;
  std::string checksum;  // over every column of every row, in no order; the same on both engines

  friend bool operator==(const MovedTable&, const MovedTable&) = default;
};

// Rows and checksum of one table, on either engine.
Result<MovedTable> fingerprint(Database& database, const std::string& table,
                               const std::vector<std::string>& columns);

// The first row of `table` that differs between `source`, a SQLite session, and `target`, which is on a
// server: "portal=1, name=a: value", with its key and the first column that differs, "...: did not arrive" or
// "...: was not sent"; "" when nothing differs. People's text is not in it, unless it is a key. Throws what
// `source` throws.
Result<std::string> first_difference(soci::session& source, Database& target, const std::string& table,
                                     const std::vector<std::string>& columns);

// One row as it is compared.
struct Value {
  bool null = true;
  bool number = false;
  std::string text;  // a number in decimal

  friend bool operator==(const Value& left, const Value& right) {
    return left.null == right.null && left.text == right.text;
  }
};
using Row = std::vector<Value>;

Row row_of(const soci::row& from);
// The first 64 bits of SHA-256 over the row's columns, each with its length before it.
std::uint64_t hash_of(const Row& row);
std::string checksum_of(std::uint64_t hashes);  // XOR of all rows' hashes
std::string joined(const std::vector<std::string>& columns);

}  // namespace sd::storage
