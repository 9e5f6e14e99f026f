// The two kinds of SQL, and the few places where one form does not do for both. Everything else is written so
// that both take it; REPLACE INTO is such a form.
#pragma once

#include <string>

namespace sd::storage {

enum class Dialect { kSqlite, kMysql };

// Ends an INSERT that is to leave a row alone whose key is there. `column` is any column of the key.
std::string or_keep(Dialect dialect, const std::string& column);

// Ends an INSERT that is to change a row whose key is there: "<or_change> column = ..., column = ...".
// `key` lists the key's columns, separated by commas.
std::string or_change(Dialect dialect, const std::string& key);

// Within or_change(): the value that the INSERT wanted to put into `column`.
std::string offered(Dialect dialect, const std::string& column);

// Deletes at most :most rows of `table` that meet `condition`, lowest `order` first. `key` lists the columns
// of the table's key, separated by commas.
std::string delete_some(Dialect dialect, const std::string& table, const std::string& key,
                        const std::string& condition, const std::string& order);

}  // namespace sd::storage
