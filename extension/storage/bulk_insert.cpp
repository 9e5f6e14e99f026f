#include "extension/storage/bulk_insert.h"

#include <soci/mysql/soci-mysql.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace sd::storage {

class BulkInsert::Engine {
 public:
  virtual ~Engine() = default;
  virtual void number(long long value) = 0;
  virtual void text(std::string_view value) = 0;
  virtual void null() = 0;
  virtual void finish() = 0;
};

namespace {

using sqlite_api::sqlite3_destructor_type;  // SQLITE_TRANSIENT is a cast to it

// static_cast, here and below: the library hides the typeinfo that dynamic_cast needs, and the dialect says
// which backend it is.
class PreparedRows final : public BulkInsert::Engine {
 public:
  PreparedRows(soci::session& sql, const std::string& head, std::size_t columns, const std::string& tail)
      : database_(static_cast<soci::sqlite3_session_backend*>(sql.get_backend())->conn_),
        columns_(static_cast<int>(columns)) {
    std::string query = head + " VALUES (?";
    for (std::size_t i = 1; i < columns; ++i) query += ", ?";
    query += ")" + tail;
    check(sqlite3_prepare_v2(database_, query.c_str(), -1, &statement_, nullptr), SQLITE_OK);
  }
  PreparedRows(const PreparedRows&) = delete;
  PreparedRows& operator=(const PreparedRows&) = delete;
  ~PreparedRows() override { sqlite3_finalize(statement_); }

  void number(long long value) override {
    check(sqlite3_bind_int64(statement_, ++bound_, value), SQLITE_OK);
    step();
  }
  void text(std::string_view value) override {
    check(sqlite3_bind_text(statement_, ++bound_, value.data(), static_cast<int>(value.size()),
                            SQLITE_TRANSIENT),
          SQLITE_OK);
    step();
  }
  void null() override {
    check(sqlite3_bind_null(statement_, ++bound_), SQLITE_OK);
    step();
  }
  void finish() override {}

 private:
  void step() {
    if (bound_ < columns_) return;
    bound_ = 0;
    const int done = sqlite3_step(statement_);
    const int reset = sqlite3_reset(statement_);
    check(done == SQLITE_DONE ? reset : done, SQLITE_OK);
  }
  void check(int result, int good) const {
    if (result != good) throw soci::sqlite3_soci_error(sqlite3_errmsg(database_), result & 0xFF);
  }

  sqlite_api::sqlite3* database_;
  sqlite_api::sqlite3_stmt* statement_ = nullptr;
  int columns_;
  int bound_ = 0;
};

class ValuesList final : public BulkInsert::Engine {
 public:
  ValuesList(soci::session& sql, std::string head, std::size_t columns, std::string tail)
      : connection_(static_cast<soci::mysql_session_backend*>(sql.get_backend())->conn_),
        head_(std::move(head) + " VALUES "),
        tail_(std::move(tail)),
        columns_(columns) {}

  void number(long long value) override {
    next();
    values_ += std::to_string(value);
    close();
  }
  void text(std::string_view value) override {
    next();
    values_ += '\'';
    const std::size_t from = values_.size();
    values_.resize(from + value.size() * 2 + 1);
    const unsigned long size = mysql_real_escape_string(connection_, values_.data() + from, value.data(),
                                                        static_cast<unsigned long>(value.size()));
    values_.resize(from + size);
    values_ += '\'';
    close();
  }
  void null() override {
    next();
    values_ += "NULL";
    close();
  }

  void finish() override {
    if (values_.empty()) return;
    const std::string query = head_ + values_ + tail_;
    values_.clear();
    if (mysql_real_query(connection_, query.data(), static_cast<unsigned long>(query.size())) != 0) {
      throw soci::mysql_soci_error(mysql_error(connection_), static_cast<int>(mysql_errno(connection_)));
    }
  }

 private:
  // Far below what a server accepts at the least by default (16 MB); longer lists gain nothing.
  static constexpr std::size_t kEnough = 256 * 1024;

  void next() {
    if (given_ == 0) values_ += values_.empty() ? "(" : ", (";
    if (given_ > 0) values_ += ", ";
  }
  void close() {
    if (++given_ < columns_) return;
    given_ = 0;
    values_ += ')';
    if (values_.size() >= kEnough) finish();
  }

  MYSQL* connection_;
  std::string head_, tail_, values_;
  std::size_t columns_;
  std::size_t given_ = 0;
};

std::unique_ptr<BulkInsert::Engine> engine_of(soci::session& sql, Dialect dialect, std::string head,
                                              std::size_t columns, std::string tail) {
  if (dialect == Dialect::kSqlite) return std::make_unique<PreparedRows>(sql, head, columns, tail);
  return std::make_unique<ValuesList>(sql, std::move(head), columns, std::move(tail));
}

}  // namespace

BulkInsert::BulkInsert(soci::session& sql, Dialect dialect, std::string head, std::size_t columns,
                       std::string tail)
    : engine_(engine_of(sql, dialect, std::move(head), columns, std::move(tail))) {}
BulkInsert::~BulkInsert() = default;

BulkInsert& BulkInsert::number(long long value) {
  engine_->number(value);
  return *this;
}

BulkInsert& BulkInsert::text(std::string_view value) {
  engine_->text(value);
  return *this;
}

BulkInsert& BulkInsert::null() {
  engine_->null();
  return *this;
}

void BulkInsert::finish() { engine_->finish(); }

}  // namespace sd::storage
