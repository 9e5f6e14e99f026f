// The connection to a server, encrypted, and only to the one it is meant for.
#include <gtest/gtest.h>

#include "extension/storage/database.h"
#include "tests/servers/tls_server.h"

namespace sd::storage {
namespace {

constexpr const char* kDatabase = "board";

Result<std::unique_ptr<Database>> opened(const test::TlsServer& server, const std::string& ca_file,
                                         const std::string& user = "desk") {
  DatabaseOptions options;
  options.url = server.url(user, kDatabase);
  options.password = Secret("top-secret");
  options.tls_ca_file = ca_file;
  options.sessions = 2;
  return Database::open(options);
}

void prepare(const test::TlsServer& server, const std::string& demand = "") {
  test::administer(server.socket(), {std::string("CREATE DATABASE ") + kDatabase,
                                     "CREATE USER desk@127.0.0.1 IDENTIFIED BY 'top-secret' " + demand,
                                     std::string("GRANT ALL ON ") + kDatabase + ".* TO desk@127.0.0.1"});
}

std::string error_of(const Result<std::unique_ptr<Database>>& database) {
  return database ? "opened" : database.error().code;
}

Result<std::string> cipher(Database& database) {
  return database.read("test", [](soci::session& sql) -> Result<std::string> {
    std::string name, value;
    sql << "SHOW SESSION STATUS LIKE 'Ssl_cipher'", soci::into(name), soci::into(value);
    return value;
  });
}

TEST(Tls, EverySessionIsEncryptedAndWorksAsAnyOther) {
  const test::TlsServer server;
  prepare(server, "REQUIRE SSL");
  const auto database = opened(server, server.ca_file());
  ASSERT_TRUE(database) << database.error().code << " " << database.error().detail;
  for (int lease = 0; lease < 4; ++lease) {
    const auto used = cipher(**database);
    ASSERT_TRUE(used);
    EXPECT_NE(*used, "");
  }
  // Charset and the count of matched rows are those of other connections.
  const auto kept =
      (*database)->write("test", Durability::kRelaxed, [](soci::session& sql) -> Result<long long> {
        sql << "CREATE TABLE word (id BIGINT PRIMARY KEY, text VARCHAR(20)) DEFAULT CHARSET = utf8mb4";
        const std::string text = "🔥 горит";
        sql << "INSERT INTO word VALUES (1, :text)", soci::use(text, "text");
        std::string back;
        sql << "SELECT text FROM word", soci::into(back);
        EXPECT_EQ(back, text);
        soci::statement same = (sql.prepare << "UPDATE word SET text = :text", soci::use(text, "text"));
        same.execute(true);
        return same.get_affected_rows();
      });
  ASSERT_TRUE(kept) << kept.error().detail;
  EXPECT_EQ(*kept, 1);
}

TEST(Tls, AServerThatAnotherAuthorityVouchesForIsRefused) {
  const test::TlsServer server;
  prepare(server);
  EXPECT_EQ(error_of(opened(server, server.stranger_ca_file())), "db.tls");
  EXPECT_EQ(error_of(opened(server, server.ca_file())), "opened");
}

TEST(Tls, ACertificateForAnotherHostIsRefused) {
  const test::TlsServer server("db.example.com");
  prepare(server);
  EXPECT_EQ(error_of(opened(server, server.ca_file())), "db.tls");
}

TEST(Tls, AServerWithoutTlsIsRefused) {
  const test::TlsServer certificates;
  const int port = test::free_port();
  const test::MariadbServer plain("--skip-networking=0 --bind-address=127.0.0.1 --port=" +
                                  std::to_string(port));
  DatabaseOptions options;
  options.url = "mysql://root@127.0.0.1:" + std::to_string(port) + "/mysql";
  options.tls_ca_file = certificates.ca_file();
  EXPECT_EQ(error_of(Database::open(options)), "db.tls");
}

TEST(Tls, AServerThatDemandsItRefusesAConnectionWithout) {
  const test::TlsServer server;
  prepare(server, "REQUIRE SSL");
  EXPECT_EQ(error_of(opened(server, "")), "db.denied");
}

}  // namespace
}  // namespace sd::storage
