#include "reports/export/csv_file.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace sd::reports {
namespace {

using Kind = FileColumn::Kind;

constexpr std::size_t kSendAt = 64 * 1024;

std::string printed(const char* format, auto... values) {
  char text[64];
  std::snprintf(text, sizeof text, format, values...);
  return text;
}

// "-1:05": hours may be more than a day has.
std::string duration(std::int64_t minutes) {
  const auto size = static_cast<long long>(std::llabs(minutes));
  return printed("%s%lld:%02lld", minutes < 0 ? "-" : "", size / 60, size % 60);
}

std::string fraction(std::int64_t thousandths, int digits, char point) {
  const auto size = static_cast<long long>(std::llabs(thousandths));
  const char* const sign = thousandths < 0 ? "-" : "";
  if (digits == 1) return printed("%s%lld%c%lld", sign, size / 10, point, size % 10);
  return printed("%s%lld%c%03lld", sign, size / 1000, point, size % 1000);
}

std::string date(std::int64_t days) {
  const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{days}}};
  return printed("%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                 static_cast<unsigned>(day.day()));
}

std::string date_time(std::int64_t ms) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(std::chrono::milliseconds{ms});
  const auto days = std::chrono::floor<std::chrono::days>(minutes);
  const auto left = static_cast<int>((minutes - days).count());
  return date(days.count()) + printed(" %02d:%02d", left / 60, left % 60);
}

std::string number_text(Kind kind, std::int64_t value, char point) {
  switch (kind) {
    case Kind::kMinutes: return duration(value);
    case Kind::kThousandths: return fraction(value, 3, point);
    case Kind::kShare: return fraction(value, 1, point) + "%";
    case Kind::kDate: return date(value);
    case Kind::kDateTime: return date_time(value);
    case Kind::kText:
    case Kind::kNumber: break;
  }
  return std::to_string(value);
}

}  // namespace

std::string without_formula(std::string_view text) {
  // Spreadsheets look past blanks, and take the wide forms of = + - @ for the plain ones.
  const std::size_t first = text.find_first_not_of(" \t\r\n\v\f");
  const std::string_view rest = first == std::string_view::npos ? std::string_view() : text.substr(first);
  const bool blank_first = !text.empty() && (text[0] == '\t' || text[0] == '\r' || text[0] == '\n');
  bool formula =
      blank_first || (!rest.empty() && std::string_view("=+-@|%").find(rest[0]) != std::string_view::npos);
  for (const std::string_view wide : {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20", "\u2212"}) {
    formula = formula || rest.starts_with(wide);
  }
  return formula ? "'" + std::string(text) : std::string(text);
}

CsvFile::CsvFile(std::string_view lang, Sink sink)
    : separator_(lang == "ru" ? ';' : ','),
      point_(lang == "ru" ? ',' : '.'),
      sink_(std::move(sink)),
      waiting_("\xEF\xBB\xBF") {}

void CsvFile::begin(const std::string& title, std::vector<FileColumn> columns) {
  columns_ = std::move(columns);
  if (!first_table_) end_line();
  first_table_ = false;
  put_text(title);
  end_line();
  for (const FileColumn& column : columns_) put_text(column.title);
  end_line();
}

void CsvFile::row(std::span<const FileCell> cells) {
  for (std::size_t i = 0; i < columns_.size(); ++i) put(columns_[i], cells[i]);
  end_line();
}

void CsvFile::totals(const std::string& title, std::span<const FileCell> cells) {
  put_text(title);
  for (std::size_t i = 1; i < columns_.size(); ++i) put(columns_[i], cells[i]);
  end_line();
}

Status CsvFile::finish() {
  send();
  if (failed_) return Error{ErrorKind::kUnavailable, "file.write", {}};
  return Done{};
}

void CsvFile::put(const FileColumn& column, const FileCell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return put_text(*text);
  if (!first_cell_) waiting_ += separator_;
  first_cell_ = false;
  if (const auto* number = std::get_if<std::int64_t>(&cell))
    waiting_ += number_text(column.kind, *number, point_);
}

void CsvFile::put_text(std::string_view text) {
  if (!first_cell_) waiting_ += separator_;
  first_cell_ = false;
  const std::string safe = without_formula(text);
  if (safe.find_first_of("\"\r\n;,\t") == std::string::npos) {
    waiting_ += safe;
    return;
  }
  waiting_ += '"';
  for (const char c : safe) {
    if (c == '"') waiting_ += '"';
    waiting_ += c;
  }
  waiting_ += '"';
}

void CsvFile::end_line() {
  waiting_ += "\r\n";
  first_cell_ = true;
  if (waiting_.size() >= kSendAt) send();
}

void CsvFile::send() {
  if (!failed_) failed_ = !sink_(waiting_);
  waiting_.clear();
}

}  // namespace sd::reports
