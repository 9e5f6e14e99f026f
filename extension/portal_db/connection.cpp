#include "extension/portal_db/connection.h"

#include <cppconn/connection.h>
#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/statement.h>
#include <mysql_driver.h>

#include <algorithm>
#include <unordered_map>

namespace sd::portal_db {
namespace {

constexpr int kConnectSeconds = 5;
constexpr int kAnswerSeconds = 600;  // counting a big table takes its time

Error from_sql(const sql::SQLException& failure) {
  const int number = failure.getErrorCode();
  const auto one_of = [number](std::initializer_list<int> numbers) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
  };
  // The library says 0 for what it notices itself, like a session that is closed.
  const std::string detail = "server error " + std::to_string(number) + ": " + failure.what();
  if (one_of({1044, 1045, 1049, 1142, 1143, 1227, 1370, 1524, 1698})) {
    return {ErrorKind::kPermissionDenied, "portal_db.denied", detail};
  }
  if (one_of({1051, 1054, 1146})) return {ErrorKind::kConflict, "portal_db.schema", detail};
  if (one_of({1205, 1213, 1317, 1969, 3024})) return {ErrorKind::kUnavailable, "portal_db.busy", detail};
  if (number == 2026) return {ErrorKind::kUnavailable, "portal_db.tls", detail};
  if (number == 0 || number >= 2000 ||
      one_of({1040, 1053, 1077, 1079, 1130, 1158, 1159, 1160, 1161, 1203, 1927})) {
    return {ErrorKind::kUnavailable, "portal_db.connection", detail};
  }
  return {ErrorKind::kInternal, "portal_db.failed", detail};
}

template <class Body>
auto guarded(Body&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const sql::SQLException& failure) {
    return from_sql(failure);
  }
}

class ResultRow final : public Row {
 public:
  explicit ResultRow(const sql::ResultSet& result) : result_(result) {}
  std::int64_t integer(unsigned column) const override { return result_.getInt64(column); }
  std::string text(unsigned column) const override { return result_.getString(column).asStdString(); }
  bool null(unsigned column) const override { return result_.isNull(column); }

 private:
  const sql::ResultSet& result_;
};

void bind(sql::PreparedStatement& statement, unsigned at, std::int64_t value) {
  statement.setInt64(at, value);
}
void bind(sql::PreparedStatement& statement, unsigned at, const std::string& value) {
  statement.setString(at, value);
}

}  // namespace

struct Connection::Impl {
  DatabaseAddress address;
  Secret password;
  std::string tls_ca_file;
  std::unique_ptr<sql::Connection> session;
  std::unordered_map<std::string, std::unique_ptr<sql::PreparedStatement>> prepared;  // before `session` goes

  ~Impl() { close(); }

  void close() {
    prepared.clear();
    session.reset();
  }

  void open() {
    close();
    sql::ConnectOptionsMap options;
    options["hostName"] =
        sql::SQLString(address.socket.empty() ? "tcp://" + address.host + ":" + std::to_string(address.port)
                                              : "unix://" + address.socket);
    options["userName"] = sql::SQLString(address.user);
    options["password"] = sql::SQLString(password.reveal());
    options["schema"] = sql::SQLString(address.name);
    options["OPT_CHARSET_NAME"] = sql::SQLString("utf8mb4");
    options["OPT_CONNECT_TIMEOUT"] = kConnectSeconds;
    options["OPT_READ_TIMEOUT"] = kAnswerSeconds;
    options["OPT_WRITE_TIMEOUT"] = kAnswerSeconds;
    if (!tls_ca_file.empty()) {
      options["sslCA"] = sql::SQLString(tls_ca_file);
      options["sslEnforce"] = true;
      options["sslVerify"] = true;
    }
    session.reset(sql::mysql::get_driver_instance()->connect(options));
    run("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  }

  void run(const std::string& statement) {
    if (!session) throw sql::SQLException("no session", "08003", 0);
    const std::unique_ptr<sql::Statement> running(session->createStatement());
    running->execute(statement);
  }

  sql::PreparedStatement& statement(const std::string& query) {
    if (!session) throw sql::SQLException("no session", "08003", 0);
    std::unique_ptr<sql::PreparedStatement>& found = prepared[query];
    if (!found) found.reset(session->prepareStatement(query));
    return *found;
  }

  template <class Value>
  Status select(const std::string& query, std::initializer_list<Value> values,
                const std::function<void(const Row& row)>& take) {
    return guarded([&]() -> Status {
      sql::PreparedStatement& running = statement(query);
      unsigned at = 0;
      for (const Value& value : values) bind(running, ++at, value);
      const std::unique_ptr<sql::ResultSet> result(running.executeQuery());
      const ResultRow row(*result);
      while (result->next()) take(row);
      return Done{};
    });
  }
};

Connection::Connection(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Connection::~Connection() = default;

Result<std::unique_ptr<Connection>> Connection::open(const DatabaseAddress& address, const Secret& password,
                                                     const std::string& tls_ca_file) {
  auto impl = std::make_unique<Impl>();
  impl->address = address;
  impl->password = password;
  impl->tls_ca_file = tls_ca_file;
  std::unique_ptr<Connection> connection(new Connection(std::move(impl)));
  if (const Status opened = connection->reopen(); !opened) return opened.error();
  return connection;
}

Status Connection::reopen() {
  return guarded([&]() -> Status {
    impl_->open();
    return Done{};
  });
}

Status Connection::select(const std::string& query, std::initializer_list<std::int64_t> values,
                          const std::function<void(const Row& row)>& take) {
  return impl_->select(query, values, take);
}

Status Connection::select(const std::string& query, std::initializer_list<std::string> values,
                          const std::function<void(const Row& row)>& take) {
  return impl_->select(query, values, take);
}

Status Connection::begin() {
  return guarded([&]() -> Status {
    impl_->run("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    return Done{};
  });
}

Status Connection::end() {
  return guarded([&]() -> Status {
    impl_->run("COMMIT");
    return Done{};
  });
}

}  // namespace sd::portal_db
