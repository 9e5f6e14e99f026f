// An import from a boxed portal's own database and a back-fill over REST of the same portal end in equal
// databases, journal included.
#include "tests/integration/import/import_world.h"

namespace sd::test {
namespace {

using storage::Dialect;

struct Equality : ImportWorld {
  void equal_on(Dialect dialect) {
    Store over_rest(dialect, bound_at_), from_database(dialect, bound_at_);
    fill_over_rest(over_rest);
    const auto imported = import(from_database);
    ASSERT_TRUE(imported) << imported.error().code << " " << imported.error().detail;
    EXPECT_TRUE(*imported);
    EXPECT_EQ(difference(over_rest.dump(), from_database.dump()), "");
    // The comparison has something to compare.
    EXPECT_GT(from_database.number("SELECT COUNT(*) FROM card"), 230);
    EXPECT_GT(from_database.number("SELECT COUNT(*) FROM journal"), 1'500);
    EXPECT_GT(from_database.number("SELECT COUNT(*) FROM labour"), 100);
    EXPECT_GT(from_database.number("SELECT COUNT(*) FROM member"), 5);
    EXPECT_EQ(from_database.number("SELECT COUNT(*) FROM import_aside"), 0);
  }
};

TEST_F(Equality, OnSqlite) { equal_on(Dialect::kSqlite); }
TEST_F(Equality, OnAServer) { equal_on(Dialect::kMysql); }

// Afterwards the back-fill over REST has nothing left to do.
TEST_F(Equality, LeavesNothingToTheBackFill) {
  Store store(Dialect::kSqlite, bound_at_);
  ASSERT_TRUE(import(store));
  ASSERT_TRUE(rest.members(kanban::background(id), GroupId{77}));  // renews the token, whose hour is over
  wire.requests = 0;
  fill_over_rest(store);
  EXPECT_EQ(wire.requests, 2) << "the members of two groups, which are no part of it";
}

// The test of the test: whatever value is changed and whatever row is taken away, it shows.
TEST_F(Equality, SeesEveryColumnAndEveryRow) {
  Store store(Dialect::kSqlite, bound_at_);
  ASSERT_TRUE(import(store));
  const Dump whole = store.dump();
  int columns = 0;
  for (const auto& [table, rows] : whole) {
    if (rows.empty()) continue;
    for (const Column& column : columns_of(*store, table)) {
      if (left_out().contains(table + "." + column.name)) continue;
      ++columns;
      store.run("CREATE TABLE kept AS SELECT * FROM " + table);
      store.run("UPDATE " + table + " SET " + column.name + " = '-7' WHERE " + column.name + " = (SELECT " +
                column.name + " FROM " + table + " ORDER BY " + column.name + " DESC LIMIT 1) OR " +
                column.name + " IS NULL");
      EXPECT_NE(difference(whole, store.dump()), "") << table << "." << column.name;
      store.run("DELETE FROM " + table);
      store.run("INSERT INTO " + table + " SELECT * FROM kept");
      store.run("DROP TABLE kept");
    }
    ASSERT_EQ(difference(whole, store.dump()), "");
    store.run("CREATE TABLE kept AS SELECT * FROM " + table);
    std::string key;
    for (const Column& column : columns_of(*store, table)) {
      if (column.key > 0) key += (key.empty() ? "" : ", ") + column.name;
    }
    store.run("DELETE FROM " + table + " WHERE (" + key + ") IN (SELECT " + key + " FROM " + table +
              " LIMIT 1)");
    EXPECT_NE(difference(whole, store.dump()), "") << table;
    store.run("DELETE FROM " + table);
    store.run("INSERT INTO " + table + " SELECT * FROM kept");
    store.run("DROP TABLE kept");
  }
  EXPECT_GT(columns, 80);
}

// And the other side: what the box lacks is missing here.
TEST_F(Equality, SeesARowThatTheBoxHasLost) {
  Store over_rest(Dialect::kSqlite, bound_at_), from_database(Dialect::kSqlite, bound_at_);
  fill_over_rest(over_rest);
  box_.run("DELETE FROM b_tasks_log WHERE FIELD = 'STAGE' ORDER BY ID LIMIT 1");
  ASSERT_TRUE(import(from_database));
  EXPECT_NE(difference(over_rest.dump(), from_database.dump()), "");
}

}  // namespace
}  // namespace sd::test
