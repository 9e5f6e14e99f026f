// What only a server can do to a database: refuse us, close connections, end transactions, stop.
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

#include "extension/storage/server_facts.h"
#include "tests/servers/mariadb_server.h"
#include "tests/servers/test_database.h"

namespace sd::storage {
namespace {

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    EXPECT_TRUE(
        run("CREATE TABLE fact (id BIGINT NOT NULL PRIMARY KEY, value BIGINT NOT NULL) ENGINE = InnoDB"));
  }

  std::unique_ptr<Database> open(std::size_t sessions = 2) {
    DatabaseOptions options = place_.options();
    options.sessions = sessions;
    options.busy_wait = Millis{1'000};
    return std::move(Database::open(options)).value();
  }

  Status run(const std::string& statement) {
    return database_->write("test", Durability::kRelaxed, [&](soci::session& sql) -> Status {
      sql << statement;
      return Done{};
    });
  }

  static long long number(soci::session& sql, const std::string& query) {
    long long value = 0;
    sql << query, soci::into(value);
    return value;
  }

  long long number(const std::string& query) {
    return database_
        ->read("test", [&](soci::session& sql) -> Result<long long> { return number(sql, query); })
        .value();
  }

  static void kill(soci::session& sql) {
    const long long id = number(sql, "SELECT CONNECTION_ID()");
    test::administer(test::shared_socket(), {"KILL " + std::to_string(id)});
  }

  test::TestDatabase place_;
  std::unique_ptr<Database> database_ = open();
};

TEST_F(ServerTest, SetsTheSessionsUp) {
  const auto facts = database_->read("test", [](soci::session& sql) -> Result<std::string> {
    std::string charset, isolation, strict;
    sql << "SELECT @@character_set_connection, @@tx_isolation, @@sql_mode LIKE '%STRICT_ALL_TABLES%'",
        soci::into(charset), soci::into(isolation), soci::into(strict);
    return charset + " " + isolation + " " + strict;
  });
  EXPECT_EQ(*facts, "utf8mb4 REPEATABLE-READ 1");
}

TEST_F(ServerTest, AReadCannotWrite) {
  const auto refused = database_->read("test", [](soci::session& sql) -> Result<int> {
    sql << "INSERT INTO fact VALUES (1, 1)";
    return 1;
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "db.read_only");
}

TEST_F(ServerTest, AClosedConnectionIsOpenedAgainBeforeItIsUsed) {
  {
    Result<Lease> one = database_->lease();
    Result<Lease> other = database_->lease();
    kill(one->sql());
    kill(other->sql());
  }
  EXPECT_TRUE(run("INSERT INTO fact VALUES (1, 1)"));
  EXPECT_EQ(number("SELECT COUNT(*) FROM fact"), 1);
}

TEST_F(ServerTest, AConnectionLostInAWriteRepeatsAllOfIt) {
  int attempts = 0;
  const Status written = database_->write("test", Durability::kDurable, [&](soci::session& sql) -> Status {
    sql << "INSERT INTO fact VALUES (1, 1)";
    if (++attempts == 1) kill(sql);
    sql << "INSERT INTO fact VALUES (2, 2)";
    return Done{};
  });
  ASSERT_TRUE(written) << written.error().detail;
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(number("SELECT COUNT(*) FROM fact"), 2);
}

TEST_F(ServerTest, AConnectionLostAgainAndAgainIsToldAfterFiveAttempts) {
  int attempts = 0;
  const Status written = database_->write("test", Durability::kDurable, [&](soci::session& sql) -> Status {
    ++attempts;
    kill(sql);
    sql << "INSERT INTO fact VALUES (1, 1)";
    return Done{};
  });
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, "db.connection");
  EXPECT_EQ(written.error().kind, ErrorKind::kUnavailable);
  EXPECT_EQ(attempts, 5);
  EXPECT_TRUE(run("INSERT INTO fact VALUES (1, 1)"));
}

TEST_F(ServerTest, AConnectionLostInAReadRepeatsItUnlessItHandsOnWhatItReads) {
  int attempts = 0;
  const auto body = [&](soci::session& sql) -> Result<long long> {
    if (++attempts == 1) kill(sql);
    return number(sql, "SELECT COUNT(*) FROM fact");
  };
  EXPECT_EQ(database_->read("test", body).value(), 0);
  EXPECT_EQ(attempts, 2);
  attempts = 0;
  const auto once = database_->read_once("test", body);
  ASSERT_FALSE(once);
  EXPECT_EQ(once.error().code, "db.connection");
  EXPECT_EQ(attempts, 1);
  EXPECT_EQ(database_->read_once("test", body).value(), 0);
}

// Two services that change two rows in opposite order: one is rolled back by the server, and does it again.
TEST_F(ServerTest, ADeadlockIsRepeated) {
  ASSERT_TRUE(run("INSERT INTO fact VALUES (1, 0), (2, 0)"));
  const auto other = open();
  std::latch both_hold_one(2);
  std::atomic<int> attempts{0};
  const auto change = [&](Database& database, int first, int second) {
    bool met = false;
    return database.write("test", Durability::kRelaxed, [&](soci::session& sql) -> Status {
      ++attempts;
      sql << "UPDATE fact SET value = value + 1 WHERE id = " + std::to_string(first);
      if (!std::exchange(met, true)) both_hold_one.arrive_and_wait();
      sql << "UPDATE fact SET value = value + 1 WHERE id = " + std::to_string(second);
      return Done{};
    });
  };
  std::jthread there([&] { EXPECT_TRUE(change(*other, 2, 1)); });
  EXPECT_TRUE(change(*database_, 1, 2));
  there.join();
  EXPECT_EQ(attempts, 3);
  EXPECT_EQ(number("SELECT SUM(value) FROM fact"), 4);
}

TEST_F(ServerTest, ALockHeldTooLongIsWaitedForAgain) {
  ASSERT_TRUE(run("INSERT INTO fact VALUES (1, 0)"));
  const auto other = open();
  std::optional<Lease> holder(std::move(other->lease()).value());
  holder->sql() << "START TRANSACTION";
  holder->sql() << "UPDATE fact SET value = 5 WHERE id = 1";
  int attempts = 0;
  const Status written = database_->write("test", Durability::kRelaxed, [&](soci::session& sql) -> Status {
    if (++attempts == 2) holder.reset();  // rolled back on return
    sql << "UPDATE fact SET value = value + 1 WHERE id = 1";
    return Done{};
  });
  ASSERT_TRUE(written) << written.error().detail;
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(number("SELECT value FROM fact"), 1);
}

// SQLite lets one writer in at a time; on a server two services must not read the same number and both add to
// it.
TEST_F(ServerTest, WhatAWriteReadsStaysTrueUntilItCommits) {
  ASSERT_TRUE(run("INSERT INTO fact VALUES (1, 0)"));
  const auto count_up = [](Database& database) {
    for (int at = 0; at < 50; ++at) {
      const Status written = database.write("test", Durability::kRelaxed, [](soci::session& sql) -> Status {
        const long long next = number(sql, "SELECT value FROM fact WHERE id = 1") + 1;
        sql << "UPDATE fact SET value = :next WHERE id = 1", soci::use(next, "next");
        return Done{};
      });
      ASSERT_TRUE(written) << written.error().detail;
    }
  };
  const auto other = open();
  std::jthread there([&] { count_up(*other); });
  count_up(*database_);
  there.join();
  EXPECT_EQ(number("SELECT value FROM fact"), 100);
}

TEST_F(ServerTest, NeitherCutsATextNorTakesABrokenOne) {
  ASSERT_TRUE(run("CREATE TABLE note (words VARCHAR(5) NOT NULL) CHARSET = utf8mb4 COLLATE = utf8mb4_bin"));
  for (const std::string& words : {std::string("secret"), std::string("\xff\xfe"), std::string("\xd0")}) {
    const Status refused = database_->write("test", Durability::kRelaxed, [&](soci::session& sql) -> Status {
      sql << "INSERT INTO note VALUES (:words)", soci::use(words, "words");
      return Done{};
    });
    ASSERT_FALSE(refused) << words;
    EXPECT_EQ(refused.error().code, "db.internal");
    EXPECT_EQ(refused.error().detail.find(words), std::string::npos) << refused.error().detail;
  }
  EXPECT_EQ(number("SELECT COUNT(*) FROM note"), 0);
}

TEST_F(ServerTest, SaysWhyItIsNotLetIn) {
  const std::string socket = test::shared_socket();
  const std::string at_socket = "?socket=" + socket;
  DatabaseOptions options = place_.options();
  options.password = Secret{"very-secret"};
  const auto code = [&](const std::string& url) {
    options.url = url;
    const auto opened = Database::open(options);
    if (opened) return std::string("opened");
    EXPECT_EQ(opened.error().detail.find("very-secret"), std::string::npos);
    return opened.error().code;
  };
  EXPECT_EQ(code(place_.url()), "db.denied");  // a password where none is set
  EXPECT_EQ(code("mysql://nobody@localhost/x" + at_socket), "db.denied");
  EXPECT_EQ(code("mysql://root@localhost/x?socket=/nowhere"), "db.connection");
  EXPECT_EQ(code("mysql://root@127.0.0.1:1/x"), "db.connection");
  options.password = Secret{};
  EXPECT_EQ(code("mysql://root@localhost/no_such_database" + at_socket), "db.denied");
}

TEST_F(ServerTest, TellsWhatTheServerLetsTheUserDo) {
  const auto facts = server_facts(*database_);
  ASSERT_TRUE(facts) << facts.error().detail;
  EXPECT_TRUE(facts->version_fits()) << facts->version;
  EXPECT_EQ(facts->max_connections, 300);
  EXPECT_FALSE(facts->durable);  // the tests' server forces nothing to the disk
  EXPECT_TRUE(facts->missing_rights.empty());

  DatabaseAddress address = *parse_database_address(place_.url());
  const std::string user = "r" + address.name, who = "'" + user + "'@'localhost'";
  test::administer(test::shared_socket(), {"CREATE OR REPLACE USER " + who,
                                           "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, INDEX, DROP ON `" +
                                               address.name + "`.* TO " + who});
  address.user = user;
  DatabaseOptions options = place_.options();
  options.url = address.text();
  const auto restricted = std::move(Database::open(options)).value();
  EXPECT_EQ(server_facts(*restricted)->missing_rights, std::vector<std::string>{"ALTER"});
  const Status refused = restricted->write("test", Durability::kRelaxed, [](soci::session& sql) -> Status {
    sql << "ALTER TABLE fact ADD COLUMN more BIGINT";
    return Done{};
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "db.denied");
  test::administer(test::shared_socket(), {"DROP USER " + who});
}

TEST_F(ServerTest, TakesAnyPassword) {
  const std::string socket = test::shared_socket();
  DatabaseAddress address = *parse_database_address(place_.url());
  const std::string user = address.user = "u" + address.name;
  test::administer(socket,
                   {"CREATE OR REPLACE USER '" + user + "'@'localhost' IDENTIFIED BY 'a''b\"c\\\\d = e'",
                    "GRANT ALL ON *.* TO '" + user + "'@'localhost'"});
  DatabaseOptions options = place_.options();
  options.url = address.text();
  options.password = Secret{"a'b\"c\\d = e"};
  const auto opened = Database::open(options);
  EXPECT_TRUE(opened) << opened.error().detail;
  test::administer(socket, {"DROP USER '" + user + "'@'localhost'"});
}

TEST(ServerThatStops, IsToldInTimeAndUsedAgainWhenItIsBack) {
  test::MariadbServer server;
  test::administer(server.socket(), {"CREATE DATABASE desk"});
  DatabaseOptions options;
  options.url = server.url("root", "desk");
  options.sessions = 2;
  options.repeat_pause = Millis{1};
  const auto database = std::move(Database::open(options)).value();
  const auto run = [&](const std::string& statement) {
    return database->write("test", Durability::kRelaxed, [&](soci::session& sql) -> Status {
      sql << statement;
      return Done{};
    });
  };
  ASSERT_TRUE(run("CREATE TABLE fact (id BIGINT NOT NULL PRIMARY KEY) ENGINE = InnoDB"));
  server.kill();
  for (int session = 0; session < 3; ++session) {
    const Status refused = run("INSERT INTO fact VALUES (1)");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "db.connection");
  }
  server.start_again();
  const Status written = run("INSERT INTO fact VALUES (1)");
  EXPECT_TRUE(written) << written.error().detail;
}

}  // namespace
}  // namespace sd::storage
