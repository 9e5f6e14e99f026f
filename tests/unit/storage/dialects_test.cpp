// The two dialects of the schema are one schema.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "extension/storage/migrations.h"
#include "tests/servers/test_database.h"

namespace sd::storage {
namespace {

struct Set {
  const char* folder;  // under install/migrations/{sqlite,mysql}/
  const Migrations& (*files)();
};

class DialectsTest : public testing::TestWithParam<Set> {
 protected:
  static std::set<std::string> files_in(const std::string& dialect) {
    std::set<std::string> names;
    const auto folder = std::filesystem::path(SD_MIGRATIONS) / dialect / GetParam().folder;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
      if (file.path().extension() == ".sql") names.insert(file.path().filename().string());
    }
    return names;
  }

  // Table and column with its nullability and place in the key: "card.title NOT NULL", "card.portal NOT NULL
  // key 1".
  static std::vector<std::string> schema_of(Dialect dialect) {
    const test::TestDatabase place(dialect);
    const auto database = std::move(Database::open(place.options())).value();
    const Result<int> migrated = migrate(*database, GetParam().files(), from_ms(0));
    EXPECT_TRUE(migrated) << migrated.error().detail;
    std::vector<std::string> lines;
    std::vector<std::string> tables = test::tables_of(*database);
    std::sort(tables.begin(), tables.end());  // a server and SQLite do not agree where '_' stands
    for (const std::string& table : tables) {
      if (table.find("schema_version") != std::string::npos) continue;
      for (const test::Column& column : test::columns_of(*database, table)) {
        std::string line = table + "." + column.name + (column.nullable ? "" : " NOT NULL");
        if (column.key > 0) line += " key " + std::to_string(column.key);
        lines.push_back(line);
      }
    }
    return lines;
  }
};

TEST_P(DialectsTest, EveryFileHasATwinAndIsCompiledIn) {
  std::set<std::string> known;
  for (const Migration& file : GetParam().files().files) known.insert(file.name);
  for (const char* dialect : {"sqlite", "mysql"}) {
    const std::set<std::string> files = files_in(dialect);
    for (const std::string& name : files) {
      EXPECT_EQ(known.count(name), 1u) << "install/migrations/" << dialect << "/" << GetParam().folder << name
                                       << " is not listed in extension/storage/CMakeLists.txt";
    }
    for (const std::string& name : known) {
      EXPECT_EQ(files.count(name), 1u) << "install/migrations/" << dialect << "/" << GetParam().folder << name
                                       << " is missing: write the twin";
    }
  }
}

TEST_P(DialectsTest, BothHaveTheSameTablesColumnsAndKeys) {
  const std::vector<std::string> sqlite = schema_of(Dialect::kSqlite);
  const std::vector<std::string> mysql = schema_of(Dialect::kMysql);
  ASSERT_FALSE(sqlite.empty());
  for (const std::string& line : sqlite) {
    EXPECT_NE(std::find(mysql.begin(), mysql.end(), line), mysql.end())
        << "missing in the mysql twin: " << line;
  }
  for (const std::string& line : mysql) {
    EXPECT_NE(std::find(sqlite.begin(), sqlite.end(), line), sqlite.end())
        << "missing in the sqlite twin: " << line;
  }
  EXPECT_TRUE(sqlite == mysql) << "another order: INSERT without a list of columns relies on their order";
}

// Text is compared byte by byte and holds every character, whatever the server's or the database's default.
TEST_P(DialectsTest, EveryTextOfAServerIsBinaryUtf8) {
  const test::TestDatabase place(Dialect::kMysql);
  const auto database = std::move(Database::open(place.options())).value();
  ASSERT_TRUE(migrate(*database, GetParam().files(), from_ms(0)));
  const auto others = database->read("test", [](soci::session& sql) -> Result<std::string> {
    std::string found;
    soci::indicator state = soci::i_null;
    sql << "SELECT GROUP_CONCAT(CONCAT(table_name, '.', column_name)) FROM information_schema.columns"
           " WHERE table_schema = DATABASE() AND table_name NOT LIKE '%schema_version'"
           " AND collation_name IS NOT NULL AND collation_name <> 'utf8mb4_bin'",
        soci::into(found, state);
    return state == soci::i_ok ? found : std::string();
  });
  EXPECT_EQ(others.value(), "");
}

INSTANTIATE_TEST_SUITE_P(Schemas, DialectsTest,
                         testing::Values(Set{"", &main_migrations}, Set{"inbox/", &inbox_migrations}),
                         [](const auto& each) { return *each.param.folder == '\0' ? "Board" : "Inbox"; });

}  // namespace
}  // namespace sd::storage
