#include "extension/storage/guarded.h"

#include <soci/mysql/soci-mysql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <initializer_list>

namespace sd::storage {
namespace {

struct Meaning {
  ErrorKind kind;
  const char* code;
};

// SQLite's primary result codes; extended ones hold the primary code in their low byte.
Meaning meaning_of(int result) {
  switch (result & 0xff) {
    case 5:  // SQLITE_BUSY
    case 6:  // SQLITE_LOCKED
      return {ErrorKind::kUnavailable, "db.busy"};
    case 8:  // SQLITE_READONLY
      return {ErrorKind::kUnavailable, "db.read_only"};
    case 10:  // SQLITE_IOERR
      return {ErrorKind::kUnavailable, "db.io"};
    case 13:  // SQLITE_FULL
      return {ErrorKind::kUnavailable, "db.full"};
    case 14:  // SQLITE_CANTOPEN
      return {ErrorKind::kUnavailable, "db.connection"};
    case 19:  // SQLITE_CONSTRAINT
      return {ErrorKind::kConflict, "db.constraint"};
    case 11:  // SQLITE_CORRUPT
    case 26:  // SQLITE_NOTADB
      return {ErrorKind::kInternal, "db.corrupt"};
    default: return {ErrorKind::kInternal, "db.internal"};
  }
}

// Error numbers of MariaDB and MySQL; from 2000 on they are the client library's.
Meaning meaning_of_server(unsigned int number) {
  const auto one_of = [number](std::initializer_list<unsigned int> numbers) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
  };
  // Deadlock (a cluster's conflicts come as one too), lock wait, changed since it was read, node not ready,
  // interrupted, statement time.
  if (one_of({1213, 1205, 1020, 1047, 1317, 1969})) return {ErrorKind::kUnavailable, "db.busy"};
  // No server, gone, lost, killed, shutting down, too many connections, network trouble.
  if (one_of({2002, 2003, 2005, 2006, 2013, 2055, 1927, 1053, 1077, 1079, 1040, 1203, 1130, 1158, 1159, 1160,
              1161})) {
    return {ErrorKind::kUnavailable, "db.connection"};
  }
  if (one_of({2026})) return {ErrorKind::kUnavailable, "db.tls"};
  if (one_of({1044, 1045, 1049, 1142, 1143, 1227, 1370, 1698, 1524})) {
    return {ErrorKind::kUnavailable, "db.denied"};
  }
  if (one_of({1290, 1792, 1836, 3100})) return {ErrorKind::kUnavailable, "db.read_only"};
  if (one_of({1021, 1114})) return {ErrorKind::kUnavailable, "db.full"};
  if (one_of({1026, 1030, 1180})) return {ErrorKind::kUnavailable, "db.io"};
  if (one_of({1048, 1062, 1169, 1216, 1217, 1451, 1452, 1557, 1586, 3819, 4025})) {
    return {ErrorKind::kConflict, "db.constraint"};
  }
  if (one_of({1034, 1035, 1194, 1195, 1712})) return {ErrorKind::kInternal, "db.corrupt"};
  return {ErrorKind::kInternal, "db.internal"};
}

// The server's words about a statement repeat its values; about a connection they do not.
std::string words_of_server(const soci::mysql_soci_error& failure) {
  const bool harmless = failure.err_num_ >= 2'000 || failure.err_num_ == 1'045 || failure.err_num_ == 1'049;
  const std::string number = "server error " + std::to_string(failure.err_num_);
  return harmless ? number + ": " + failure.get_error_message() : number;
}

}  // namespace

Error from_soci(const soci::soci_error& failure, const char* operation) {
  Meaning meaning{ErrorKind::kInternal, "db.internal"};
  if (const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&failure)) {
    meaning = meaning_of(sqlite->result());
  } else if (const auto* server = dynamic_cast<const soci::mysql_soci_error*>(&failure)) {
    meaning = meaning_of_server(server->err_num_);
    return {meaning.kind, meaning.code, std::string(operation) + ": " + words_of_server(*server)};
  } else if (failure.get_error_category() == soci::soci_error::connection_error) {
    meaning = {ErrorKind::kUnavailable, "db.connection"};
  }
  return {meaning.kind, meaning.code, std::string(operation) + ": " + failure.get_error_message()};
}

}  // namespace sd::storage
