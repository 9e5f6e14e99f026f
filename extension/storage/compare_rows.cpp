#include "extension/storage/compare_rows.h"

#include <sodium.h>

#include <array>
#include <deque>
#include <map>
#include <optional>

namespace sd::storage {
namespace {

// The server's SHA-256 of a row: what hash_of() says in its words.
std::string server_hash(const std::vector<std::string>& columns) {
  std::string text;
  for (const std::string& column : columns) {
    if (!text.empty()) text += ", ";
    text.append("COALESCE(CONCAT(LENGTH(").append(column).append("), ':', ").append(column).append("), 'N')");
  }
  return "SHA2(CONCAT(" + text + "), 256)";
}

std::string server_sum(const std::string& hash) {
  return "HEX(BIT_XOR(CAST(CONV(LEFT(" + hash + ", 16), 16, 10) AS UNSIGNED)))";
}

// Rows fall into buckets by the first three hexadecimal digits of their hash, on both sides: a row that
// differs spoils the bucket it should be in and the one it is in, and only rows of those are looked at one by
// one.
using Buckets = std::map<long long, std::string>;

long long bucket_of(std::uint64_t hash) { return static_cast<long long>(hash >> 52U); }

Buckets buckets_of(soci::session& source, const std::string& select) {
  std::map<long long, std::uint64_t> sums;
  const soci::rowset<soci::row> rows = (source.prepare << select);
  for (const soci::row& one : rows) {
    const std::uint64_t hash = hash_of(row_of(one));
    sums[bucket_of(hash)] ^= hash;
  }
  Buckets buckets;
  for (const auto& [bucket, sum] : sums) buckets.emplace(bucket, checksum_of(sum));
  return buckets;
}

Result<Buckets> buckets_of(Database& target, const std::string& table, const std::string& hash) {
  return target.read("move.compare", [&](soci::session& sql) -> Result<Buckets> {
    Buckets buckets;
    long long bucket = 0;
    std::string sum;
    soci::statement select =
        (sql.prepare << "SELECT CAST(CONV(LEFT(hash, 3), 16, 10) AS SIGNED) AS bucket, " +
                            server_sum("hash") + " FROM (SELECT " + hash + " AS hash FROM " + table +
                            ") AS every GROUP BY bucket",
         soci::into(bucket), soci::into(sum));
    select.execute();
    while (select.fetch()) buckets.emplace(bucket, sum);
    return buckets;
  });
}

bool spoilt(long long bucket, const Buckets& one, const Buckets& other) {
  const auto left = one.find(bucket), right = other.find(bucket);
  return left == one.end() || right == other.end() || left->second != right->second;
}

// A table's columns and which of them are its key.
struct Shape {
  std::string table;
  std::vector<std::string> columns;
  std::vector<std::size_t> key;

  std::string named(const Row& row) const {
    constexpr std::size_t kShown = 80;
    std::string text;
    for (const std::size_t at : key) {
      text += (text.empty() ? "" : ", ") + columns[at] + "=" + row[at].text.substr(0, kShown);
    }
    return text;
  }
};

Shape shape_of(soci::session& source, const std::string& table, const std::vector<std::string>& columns) {
  Shape shape{table, columns, {}};
  std::string name;
  soci::statement select =
      (source.prepare << "SELECT name FROM pragma_table_info(:name) WHERE pk > 0 ORDER BY pk",
       soci::into(name), soci::use(table, "name"));
  select.execute();
  while (select.fetch()) {
    for (std::size_t at = 0; at < columns.size(); ++at) {
      if (columns[at] == name) shape.key.push_back(at);
    }
  }
  return shape;
}

// The row of the other side with the key of `row`.
std::optional<Row> counterpart(soci::session& sql, const Shape& shape, const Row& row) {
  std::string query = "SELECT " + joined(shape.columns) + " FROM " + shape.table;
  std::deque<std::string> names;
  for (const std::size_t at : shape.key) {
    names.push_back("k" + std::to_string(names.size()));
    query += (names.size() == 1 ? " WHERE " : " AND ") + shape.columns[at] + " = :" + names.back();
  }
  // A number has to go as one: as text a server compares it as a fraction with 53 bits.
  std::deque<long long> numbers;
  auto prepared = sql.prepare << query;
  std::size_t part = 0;
  for (const std::size_t at : shape.key) {
    const std::string& name = names[part++];
    if (row[at].number) {
      numbers.push_back(std::stoll(row[at].text));
      prepared, soci::use(numbers.back(), name);
    } else {
      prepared, soci::use(row[at].text, name);
    }
  }
  const soci::rowset<soci::row> found = prepared;
  if (const auto first = found.begin(); first != found.end()) return row_of(*first);
  return std::nullopt;
}

// "" when both are the same.
std::string unlike(const Shape& shape, const Row& row, const std::optional<Row>& other,
                   const char* if_there_is_none) {
  if (!other) return shape.named(row) + ": " + if_there_is_none;
  for (std::size_t at = 0; at < row.size(); ++at) {
    if (!(row[at] == (*other)[at])) return shape.named(row) + ": " + shape.columns[at];
  }
  return "";
}

Result<std::string> among_sent(soci::session& source, Database& target, const Shape& shape,
                               const Buckets& here, const Buckets& there) {
  const soci::rowset<soci::row> rows =
      (source.prepare << "SELECT " + joined(shape.columns) + " FROM " + shape.table);
  for (const soci::row& one : rows) {
    const Row row = row_of(one);
    if (!spoilt(bucket_of(hash_of(row)), here, there)) continue;
    const auto found = target.read("move.compare", [&](soci::session& sql) -> Result<std::string> {
      return unlike(shape, row, counterpart(sql, shape, row), "did not arrive");
    });
    if (!found || !found->empty()) return found;
  }
  return std::string();
}

Result<std::string> among_arrived(soci::session& source, Database& target, const Shape& shape,
                                  const Buckets& here, const Buckets& there) {
  return target.read("move.compare", [&](soci::session& sql) -> Result<std::string> {
    for (const auto& [bucket, sum] : there) {
      if (!spoilt(bucket, here, there)) continue;
      const soci::rowset<soci::row> rows =
          (sql.prepare << "SELECT " + joined(shape.columns) + " FROM " + shape.table + " WHERE CONV(LEFT(" +
                              server_hash(shape.columns) + ", 3), 16, 10) = " + std::to_string(bucket));
      for (const soci::row& one : rows) {
        const Row row = row_of(one);
        const std::string found = unlike(shape, row, counterpart(source, shape, row), "was not sent");
        if (!found.empty()) return found;
      }
    }
    return std::string();
  });
}

}  // namespace

Row row_of(const soci::row& from) {
  Row row(from.size());
  for (std::size_t at = 0; at < from.size(); ++at) {
    if (from.get_indicator(at) == soci::i_null) continue;
    row[at].null = false;
    row[at].number = from.get_properties(at).get_data_type() == soci::dt_long_long;
    row[at].text = row[at].number ? std::to_string(from.get<long long>(at)) : from.get<std::string>(at);
  }
  return row;
}

std::uint64_t hash_of(const Row& row) {
  std::string text;
  for (const Value& value : row)
    text += value.null ? "N" : std::to_string(value.text.size()) + ":" + value.text;
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::uint64_t first = 0;
  for (std::size_t at = 0; at < 8; ++at) first = first << 8U | hash[at];
  return first;
}

std::string checksum_of(std::uint64_t hashes) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  std::string text;
  do {
    text.insert(text.begin(), kDigits[hashes & 0xFU]);
    hashes >>= 4U;
  } while (hashes != 0);
  return text;
}

std::string joined(const std::vector<std::string>& columns) {
  std::string text;
  for (const std::string& column : columns) text += (text.empty() ? "" : ", ") + column;
  return text;
}

Result<MovedTable> fingerprint(Database& database, const std::string& table,
                               const std::vector<std::string>& columns) {
  return database.read("move.compare", [&](soci::session& sql) -> Result<MovedTable> {
    MovedTable found{table, 0, ""};
    if (database.dialect() == Dialect::kMysql) {
      // The server adds up: reading the rows here would hold all of them in memory.
      sql << "SELECT COUNT(*), " + server_sum(server_hash(columns)) + " FROM " + table,
          soci::into(found.rows), soci::into(found.checksum);
      return found;
    }
    std::uint64_t hash = 0;
    const soci::rowset<soci::row> rows = (sql.prepare << "SELECT " + joined(columns) + " FROM " + table);
    for (const soci::row& one : rows) {
      hash ^= hash_of(row_of(one));
      ++found.rows;
    }
    found.checksum = checksum_of(hash);
    return found;
  });
}

Result<std::string> first_difference(soci::session& source, Database& target, const std::string& table,
                                     const std::vector<std::string>& columns) {
  const Shape shape = shape_of(source, table, columns);
  const Buckets here = buckets_of(source, "SELECT " + joined(columns) + " FROM " + table);
  const auto there = buckets_of(target, table, server_hash(columns));
  if (!there) return there.error();
  auto found = among_sent(source, target, shape, here, *there);
  if (!found || !found->empty()) return found;
  return among_arrived(source, target, shape, here, *there);
}

}  // namespace sd::storage
