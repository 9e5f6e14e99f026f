#include "extension/storage/bulk_select.h"

#include <soci/mysql/soci-mysql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <charconv>

namespace sd::storage {

class BulkSelect::Engine {
 public:
  virtual ~Engine() = default;
  virtual bool next() = 0;
  virtual std::optional<long long> number(std::size_t column) const = 0;
  virtual std::string_view text(std::size_t column) const = 0;
};

namespace {

// static_cast, here and below: see bulk_insert.cpp.
class SteppedRows final : public BulkSelect::Engine {
 public:
  SteppedRows(soci::session& sql, const std::string& query)
      : database_(static_cast<soci::sqlite3_session_backend*>(sql.get_backend())->conn_) {
    check(sqlite3_prepare_v2(database_, query.c_str(), -1, &statement_, nullptr), SQLITE_OK);
  }
  SteppedRows(const SteppedRows&) = delete;
  SteppedRows& operator=(const SteppedRows&) = delete;
  ~SteppedRows() override { sqlite3_finalize(statement_); }

  bool next() override {
    const int stepped = sqlite3_step(statement_);
    if (stepped != SQLITE_DONE) check(stepped, SQLITE_ROW);
    return stepped == SQLITE_ROW;
  }
  std::optional<long long> number(std::size_t column) const override {
    const int place = static_cast<int>(column);
    if (sqlite3_column_type(statement_, place) == SQLITE_NULL) return std::nullopt;
    return sqlite3_column_int64(statement_, place);
  }
  std::string_view text(std::size_t column) const override {
    const int place = static_cast<int>(column);
    const unsigned char* bytes = sqlite3_column_text(statement_, place);
    if (bytes == nullptr) return {};
    return {reinterpret_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, place))};
  }

 private:
  void check(int result, int good) const {
    if (result != good) throw soci::sqlite3_soci_error(sqlite3_errmsg(database_), result & 0xFF);
  }

  sqlite_api::sqlite3* database_;
  sqlite_api::sqlite3_stmt* statement_ = nullptr;
};

class FetchedRows final : public BulkSelect::Engine {
 public:
  FetchedRows(soci::session& sql, const std::string& query)
      : connection_(static_cast<soci::mysql_session_backend*>(sql.get_backend())->conn_) {
    if (mysql_real_query(connection_, query.data(), static_cast<unsigned long>(query.size())) != 0) fail();
    result_ = mysql_use_result(connection_);
    if (result_ == nullptr) fail();
  }
  FetchedRows(const FetchedRows&) = delete;
  FetchedRows& operator=(const FetchedRows&) = delete;
  ~FetchedRows() override { mysql_free_result(result_); }  // takes what was not fetched, too

  bool next() override {
    row_ = mysql_fetch_row(result_);
    if (row_ == nullptr && mysql_errno(connection_) != 0) fail();
    lengths_ = mysql_fetch_lengths(result_);
    return row_ != nullptr;
  }
  std::optional<long long> number(std::size_t column) const override {
    if (row_[column] == nullptr) return std::nullopt;
    long long value = 0;
    std::from_chars(row_[column], row_[column] + lengths_[column], value);
    return value;
  }
  std::string_view text(std::size_t column) const override {
    if (row_[column] == nullptr) return {};
    return {row_[column], lengths_[column]};
  }

 private:
  [[noreturn]] void fail() const {
    throw soci::mysql_soci_error(mysql_error(connection_), static_cast<int>(mysql_errno(connection_)));
  }

  MYSQL* connection_;
  MYSQL_RES* result_ = nullptr;
  MYSQL_ROW row_ = nullptr;
  unsigned long* lengths_ = nullptr;
};

std::unique_ptr<BulkSelect::Engine> reader_of(soci::session& sql, Dialect dialect, const std::string& query) {
  if (dialect == Dialect::kSqlite) return std::make_unique<SteppedRows>(sql, query);
  return std::make_unique<FetchedRows>(sql, query);
}

}  // namespace

BulkSelect::BulkSelect(soci::session& sql, Dialect dialect, const std::string& query)
    : engine_(reader_of(sql, dialect, query)) {}
BulkSelect::~BulkSelect() = default;

bool BulkSelect::next() { return engine_->next(); }
long long BulkSelect::number(std::size_t column) const { return engine_->number(column).value_or(0); }
std::optional<long long> BulkSelect::maybe_number(std::size_t column) const {
  return engine_->number(column);
}
std::string_view BulkSelect::text(std::size_t column) const { return engine_->text(column); }

}  // namespace sd::storage
