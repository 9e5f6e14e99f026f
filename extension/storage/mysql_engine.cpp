// MariaDB and MySQL. Tables say charset and collation themselves; a session says everything else it relies
// on, so that the server's own configuration does not matter.
#include <soci/mysql/soci-mysql.h>

#include <algorithm>

#include "extension/storage/engine.h"
#include "extension/storage/script.h"
#include "extension/storage/tls_connection.h"

namespace sd::storage {
namespace {

constexpr int kConnectSeconds = 5;
constexpr int kAnswerSeconds = 30;  // one statement; far more than the slowest one of ours
constexpr int kPatientSeconds = 24 * 3600;

// Server errors that say a schema change is there already.
constexpr unsigned int kAlreadyDone[] = {1050, 1060, 1061, 1091};

std::string connection_value(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

// static_cast: the library hides the typeinfo that dynamic_cast needs, and connect() makes no other backend.
soci::mysql_session_backend& mysql_backend(soci::session& sql) {
  return *static_cast<soci::mysql_session_backend*>(sql.get_backend());
}

MYSQL* connection_of(soci::session& sql) { return mysql_backend(sql).conn_; }

class MysqlEngine final : public Engine {
 public:
  MysqlEngine(const DatabaseAddress& address, const DatabaseOptions& options)
      : address_(address),
        password_(options.password),
        tls_ca_file_(options.tls_ca_file),
        lock_seconds_(std::max<long long>(1, options.busy_wait.count() / 1'000)) {}

  Dialect dialect() const override { return Dialect::kMysql; }

  std::unique_ptr<soci::session> connect(bool patient) override {
    const int answer_seconds = patient ? kPatientSeconds : kAnswerSeconds;
    const std::string seconds = std::to_string(answer_seconds);
    std::string text = "db=" + connection_value(address_.name) + " user=" + connection_value(address_.user) +
                       " password=" + connection_value(password_.reveal()) +
                       " charset=utf8mb4 connect_timeout=" + std::to_string(kConnectSeconds) +
                       " read_timeout=" + seconds + " write_timeout=" + seconds;
    text += address_.socket.empty()
                ? " host=" + connection_value(address_.host) + " port=" + std::to_string(address_.port)
                : " unix_socket=" + connection_value(address_.socket);
    TlsConnection verified;  // first: SOCI's own says the password to whoever answers
    if (!tls_ca_file_.empty()) {
      verified = tls_connection(address_, password_, tls_ca_file_,
                                {kConnectSeconds, static_cast<unsigned int>(answer_seconds)});
      text += " sslca=" + connection_value(tls_ca_file_);
    }
    auto sql = std::make_unique<soci::session>(soci::mysql, text);
    if (verified) use_connection(mysql_backend(*sql), std::move(verified));
    // ONLY_FULL_GROUP_BY: SQLite would pick a row, and we want neither engine to.
    *sql
        << "SET SESSION sql_mode = 'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
           "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', autocommit = 1, innodb_lock_wait_timeout = " +
               std::to_string(patient ? kPatientSeconds : lock_seconds_);
    *sql << "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ";
    return sql;
  }

  void begin_read(soci::session& sql) override {
    sql << "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";
  }

  // Serializable, because SQLite's writers are: what a body reads stays true until it commits, also when
  // another process writes. Two that want the same rows deadlock, and one is repeated. A server has no commit
  // that is less durable than another.
  void begin_write(soci::session& sql, Durability /*durability*/) override {
    for (const char* text : begin_write_texts()) sql << text;
  }

  std::vector<const char*> begin_write_texts() const override {
    return {"SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "START TRANSACTION"};
  }

  void stay_durable(soci::session& /*sql*/) override {}

  void end_write(soci::session& /*sql*/, Durability /*durability*/) override {}

  bool in_transaction(soci::session& sql) override {
    return (connection_of(sql)->server_status & SERVER_STATUS_IN_TRANS) != 0;
  }

  void checkpoint(soci::session& /*sql*/) override {}

  bool has_table(soci::session& sql, const std::string& table) override {
    long long tables = 0;
    sql << "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"
           " AND table_name = :name",
        soci::into(tables), soci::use(table, "name");
    return tables > 0;
  }

  // Straight through the library: SOCI would look for parameters in the text.
  Status run_script(soci::session& sql, const std::string& script, bool again) override {
    MYSQL* connection = connection_of(sql);
    for (const std::string& statement : statements_of(script)) {
      if (mysql_real_query(connection, statement.data(), static_cast<unsigned long>(statement.size())) != 0) {
        const unsigned int number = mysql_errno(connection);
        if (again &&
            std::find(std::begin(kAlreadyDone), std::end(kAlreadyDone), number) != std::end(kAlreadyDone))
          continue;
        return Error{ErrorKind::kInternal, "db.migration_failed", mysql_error(connection)};
      }
      if (MYSQL_RES* rows = mysql_store_result(connection); rows != nullptr) mysql_free_result(rows);
    }
    return Done{};
  }

 private:
  DatabaseAddress address_;
  Secret password_;
  std::string tls_ca_file_;
  long long lock_seconds_;
};

}  // namespace

std::unique_ptr<Engine> make_mysql_engine(const DatabaseAddress& address, const DatabaseOptions& options) {
  return std::make_unique<MysqlEngine>(address, options);
}

}  // namespace sd::storage
