#include "reports/export/xlsx_file.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <map>
#include <set>

namespace sd::reports {
namespace {

using Kind = FileColumn::Kind;

constexpr lxw_row_t kRowsOfASheet = 1'048'576;
constexpr std::size_t kLongestText = 32'000;  // of 32,767 UTF-16 units
constexpr double kEpoch = 25'569;             // 1970-01-01 as a spreadsheet counts days

double value_of(Kind kind, std::int64_t number) {
  const auto value = static_cast<double>(number);
  switch (kind) {
    case Kind::kMinutes: return value / 1'440;
    case Kind::kThousandths:
    case Kind::kShare: return value / 1'000;
    case Kind::kDate: return value + kEpoch;
    case Kind::kDateTime: return value / 86'400'000 + kEpoch;
    case Kind::kText:
    case Kind::kNumber: break;
  }
  return value;
}

const char* format_of(Kind kind) {
  switch (kind) {
    case Kind::kMinutes: return "[h]:mm";
    case Kind::kThousandths: return "0.000";
    case Kind::kShare: return "0.0%";
    case Kind::kDate: return "yyyy-mm-dd";
    case Kind::kDateTime: return "yyyy-mm-dd hh:mm";
    case Kind::kText: return "@";
    case Kind::kNumber: break;
  }
  return "0";
}

// Cut between characters, without what XML does not take.
std::string sheet_text(const std::string& text) {
  std::string out = text.substr(0, kLongestText);
  while (out.size() < text.size() && !out.empty() && (text[out.size()] & 0xC0) == 0x80) out.pop_back();
  std::replace_if(
      out.begin(), out.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; }, ' ');
  return out;
}

std::string cell_name(lxw_row_t row, std::size_t column) {
  char name[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell(name, row, static_cast<lxw_col_t>(column));
  return name;
}

}  // namespace

class XlsxFile::Book {
 public:
  explicit Book(const std::filesystem::path& path) : folder_(path.parent_path().string()) {
    if (folder_.empty()) folder_ = ".";
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder_.data();
    options.use_zip64 = LXW_TRUE;
    book_ = workbook_new_opt(path.c_str(), &options);
    if (!book_) return;
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
  }
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;
  ~Book() {
    if (book_) workbook_close(book_);
  }

  void begin(const std::string& title, std::vector<FileColumn> columns) {
    title_ = title;
    columns_ = std::move(columns);
    whole_ = true;
    add_sheet();
  }

  void row(std::span<const FileCell> cells) {
    if (!sheet_) return;
    if (row_ == kRowsOfASheet) {
      whole_ = false;
      add_sheet();
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) put(i, cells[i], false);
    ++row_;
  }

  void totals(const std::string& title, std::span<const FileCell> cells) {
    if (!sheet_) return;
    if (row_ == kRowsOfASheet) {
      whole_ = false;
      add_sheet();
    }
    note(worksheet_write_string(sheet_, row_, 0, sheet_text(title).c_str(), bold_));
    for (std::size_t i = 1; i < columns_.size(); ++i) put_total(i, cells[i]);
    ++row_;
  }

  Status finish() {
    if (!book_) return Error{ErrorKind::kUnavailable, "file.write", "out of memory"};
    const lxw_error closed = workbook_close(book_);
    book_ = nullptr;
    if (closed != LXW_NO_ERROR) return Error{ErrorKind::kUnavailable, "file.write", lxw_strerror(closed)};
    if (failed_ != LXW_NO_ERROR) return Error{ErrorKind::kUnavailable, "file.write", lxw_strerror(failed_)};
    return Done{};
  }

 private:
  void note(lxw_error error) {
    if (failed_ == LXW_NO_ERROR) failed_ = error;
  }

  // At most 31 characters, none of []:*?/\ and each once.
  std::string sheet_name() {
    std::string name;
    int characters = 0;
    for (const char c : title_) {
      if ((c & 0xC0) != 0x80 && ++characters > 26) break;
      name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
    }
    if (name.find_first_not_of(' ') == std::string::npos) name = "Sheet";
    std::string once = name;
    for (int number = 2; !names_.insert(once).second; ++number) once = name + " " + std::to_string(number);
    return once;
  }

  void add_sheet() {
    if (!book_) return;
    sheet_ = workbook_add_worksheet(book_, sheet_name().c_str());
    if (!sheet_) return note(LXW_ERROR_MEMORY_MALLOC_FAILED);
    worksheet_freeze_panes(sheet_, 1, 0);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet_, column, column, columns_[i].kind == Kind::kText ? 32 : 14, nullptr);
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      note(worksheet_write_string(sheet_, 0, static_cast<lxw_col_t>(i), sheet_text(columns_[i].title).c_str(),
                                  bold_));
    }
    row_ = 1;
  }

  lxw_format* format(Kind kind, bool bold) {
    lxw_format*& made = formats_[{kind, bold}];
    if (made) return made;
    made = workbook_add_format(book_);
    format_set_num_format(made, format_of(kind));
    if (bold) format_set_bold(made);
    return made;
  }

  void put(std::size_t i, const FileCell& cell, bool bold) {
    const auto column = static_cast<lxw_col_t>(i);
    const Kind kind = columns_[i].kind;
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      note(worksheet_write_number(sheet_, row_, column, value_of(kind, *number), format(kind, bold)));
    } else if (const auto* text = std::get_if<std::string>(&cell); text && !text->empty()) {
      note(
          worksheet_write_string(sheet_, row_, column, sheet_text(*text).c_str(), format(Kind::kText, bold)));
    }
  }

  void put_total(std::size_t i, const FileCell& cell) {
    const auto* number = std::get_if<std::int64_t>(&cell);
    const FileColumn& column = columns_[i];
    if (!number || !whole_ || row_ == 1 || !column.total) return put(i, cell, true);
    std::string formula = "=SUM(" + cell_name(1, i) + ":" + cell_name(row_ - 1, i) + ")";
    if (column.ratio) {
      formula = "=" + cell_name(row_, column.ratio->part) + "/" + cell_name(row_, column.ratio->whole);
    } else if (column.kind == Kind::kShare) {
      return put(i, cell, true);
    }
    note(worksheet_write_formula_num(sheet_, row_, static_cast<lxw_col_t>(i), formula.c_str(),
                                     format(column.kind, true), value_of(column.kind, *number)));
  }

  std::string folder_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* bold_ = nullptr;
  std::map<std::pair<Kind, bool>, lxw_format*> formats_;
  std::set<std::string> names_;
  std::string title_;
  std::vector<FileColumn> columns_;
  lxw_row_t row_ = 0;
  bool whole_ = true;  // all rows of the table are in this sheet
  lxw_error failed_ = LXW_NO_ERROR;
};

XlsxFile::XlsxFile(const std::filesystem::path& path) : book_(std::make_unique<Book>(path)) {}
XlsxFile::~XlsxFile() = default;

void XlsxFile::begin(const std::string& title, std::vector<FileColumn> columns) {
  book_->begin(title, std::move(columns));
}
void XlsxFile::row(std::span<const FileCell> cells) { book_->row(cells); }
void XlsxFile::totals(const std::string& title, std::span<const FileCell> cells) {
  book_->totals(title, cells);
}
Status XlsxFile::finish() { return book_->finish(); }

}  // namespace sd::reports
