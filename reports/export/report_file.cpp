#include "reports/export/report_file.h"

#include <algorithm>

#include "extension/core/iso_time.h"
#include "reports/rules/cells.h"
#include "reports/rules/question.h"

namespace sd::reports {
namespace {

using Kind = FileColumn::Kind;

std::string key_of(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

Kind kind_of(Unit unit) {
  switch (unit) {
    case Unit::kCount:
    case Unit::kTicket: return Kind::kNumber;
    case Unit::kMinutes: return Kind::kMinutes;
    case Unit::kDays: return Kind::kThousandths;
    case Unit::kShare: return Kind::kShare;
    case Unit::kDay: return Kind::kDate;
    case Unit::kInstant: return Kind::kDateTime;
    default: return Kind::kText;
  }
}

// A report's cells as a file has them: ids by their names, instants by the zone's clocks, a request's number
// and title in two columns.
class Rows {
 public:
  Rows(const Table& table, const Names& names, const Zone& zone, const FileWords& words)
      : table_(table), names_(names), zone_(zone), words_(words) {
    std::size_t place = 0;
    for (const Column& column : table_.columns) {
      places_.push_back(place);
      place += column.unit == Unit::kTicket ? 2 : 1;
    }
  }

  std::vector<FileColumn> columns() const {
    std::vector<FileColumn> out;
    for (const Column& column : table_.columns) {
      FileColumn one{words_.word("report.column." + column.key), kind_of(column.unit), column.total, {}};
      if (column.ratio)
        one.ratio = FileColumn::Ratio{places_[column.ratio->part], places_[column.ratio->whole]};
      out.push_back(std::move(one));
      if (column.unit == Unit::kTicket)
        out.push_back({words_.word("report.file.title"), Kind::kText, false, {}});
    }
    return out;
  }

  std::vector<FileCell> cells(const std::vector<Cell>& row) const {
    std::vector<FileCell> out;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const Cell empty;
      const Cell& cell = i < row.size() ? row[i] : empty;
      out.push_back(cell_of(table_.columns[i].unit, cell));
      if (table_.columns[i].unit == Unit::kTicket) out.push_back(name_in(names_.tickets, cell, ""));
    }
    return out;
  }

  FileCell cell_of(Unit unit, const Cell& cell) const {
    if (const auto* text = std::get_if<std::string>(&cell)) {
      if (unit == Unit::kClass) return words_.word("class." + *text);
      if (unit == Unit::kRole) return words_.word("role." + *text);
      return *text;
    }
    const auto* number = std::get_if<std::int64_t>(&cell);
    if (!number) return {};
    switch (unit) {
      case Unit::kUser: return name_in(names_.users, cell, "board.facet.assignee.none");
      case Unit::kCompany: return name_in(names_.companies, cell, "board.facet.company.none");
      case Unit::kGroup: return name_in(names_.groups, cell, "");
      case Unit::kStage: return name_in(names_.stages, cell, "");
      case Unit::kInstant: return *number + zone_.offset_at(from_ms(*number)).count();
      default: return *number;
    }
  }

 private:
  // `none`: the word for the id 0.
  FileCell name_in(const std::map<std::int64_t, std::string>& names, const Cell& cell,
                   const std::string& none) const {
    const auto* id = std::get_if<std::int64_t>(&cell);
    if (!id) return {};
    if (*id == 0 && !none.empty()) return words_.word(none);
    const auto found = names.find(*id);
    return found == names.end() ? "#" + std::to_string(*id) : found->second;
  }

  const Table& table_;
  const Names& names_;
  const Zone& zone_;
  const FileWords& words_;
  std::vector<std::size_t> places_;
};

std::string moment(TimePoint at, const Zone& zone) {
  const Millis offset = zone.offset_at(at);
  const std::string text = format_iso_time(at, std::chrono::floor<std::chrono::minutes>(offset));
  return text.substr(0, 10) + " " + text.substr(11, 5);
}

std::string days_text(const Period& period) {
  return to_text(period.from) + " – " + to_text(period.to - std::chrono::days{1});
}

void write_about(const Report& report, const Zone& zone, const FileWords& words, TableFile& file) {
  const auto line = [&](const std::string& key, std::string value) {
    const std::vector<FileCell> cells{words.word(key), std::move(value)};
    file.row(cells);
  };
  file.begin(words.word("report.file.about"),
             {{words.word("report.name." + key_of(report.name)), Kind::kText, false, {}},
              {"", Kind::kText, false, {}}});
  line("report.file.period", days_text(report.period));
  if (report.previous) line("report.file.previous", days_text(*report.previous));
  if (report.as_of) line("report.file.as_of", to_text(*report.as_of));
  line("report.file.computed", moment(report.computed_at, zone));
  for (const std::string& note : report.notes) line("report.file.note", words.word("report.note." + note));
}

// A column for each figure, so that each has its own kind; a row for the period, one for the period before.
void write_figures(const Report& report, const FileWords& words, TableFile& file) {
  if (report.figures.empty()) return;
  std::vector<FileColumn> columns{{words.word("report.file.period"), Kind::kText, false, {}}};
  std::vector<FileCell> now{days_text(report.period)}, before;
  if (report.previous) before.emplace_back(days_text(*report.previous));
  const auto as_file = [](const Cell& cell) { return FileCell(cell); };
  for (const Figure& figure : report.figures) {
    columns.push_back({words.word("report.figure." + figure.key), kind_of(figure.unit), false, {}});
    now.push_back(as_file(figure.value));
    if (report.previous) before.push_back(as_file(figure.previous));
  }
  file.begin(words.word("report.file.figures"), std::move(columns));
  file.row(now);
  if (report.previous) file.row(before);
}

void write_table(const Table& table, const Names& names, const Zone& zone, const FileWords& words,
                 TableFile& file) {
  const Rows rows(table, names, zone, words);
  file.begin(words.word("report.table." + table.key), rows.columns());
  for (const Row& row : table.rows) file.row(rows.cells(row.cells));
  if (!table.totals.empty()) file.totals(words.word("report.file.total"), rows.cells(table.totals));
}

// A table of as many records as names are asked for at once.
class LabourPages {
 public:
  LabourPages(const LabourScope& scope, const Zone& zone, const FileWords& words, LabourFacts& facts,
              ReportNames& names, TableFile& file)
      : scope_(scope), zone_(zone), words_(words), facts_(facts), names_(names), file_(file) {
    page_.key = "records";
    page_.columns = {{"day", Unit::kDay, false, {}},
                     {"employee", Unit::kUser, false, {}},
                     {"company", Unit::kCompany, false, {}},
                     {"ticket", Unit::kTicket, false, {}},
                     {"spent", Unit::kMinutes, true, {}}};
    const Names nobody;
    file_.begin(words_.word("report.table.records"), Rows(page_, nobody, zone_, words_).columns());
  }

  // Whole minutes that add up: what is cut from a record is carried to the next.
  Status add(const LabourRecord& record) {
    carried_ += record.seconds;
    const std::int64_t minutes = in_minutes(carried_, 60) - given_;
    given_ += minutes;
    page_.rows.push_back({{cell(zone_.day_of(record.work_at)), record.user.value(), std::int64_t{0},
                           record.ticket.value(), minutes},
                          ""});
    return page_.rows.size() < kPage ? Status(Done{}) : send();
  }

  Status finish() {
    if (const Status sent = send(); !sent) return sent;
    const std::vector<FileCell> totals{FileCell{}, FileCell{}, FileCell{}, FileCell{}, FileCell{}, given_};
    file_.totals(words_.word("report.file.total"), totals);
    return file_.finish();
  }

 private:
  static constexpr std::size_t kPage = 2'000;

  Status send() {
    std::vector<TicketId> tickets;
    std::map<std::int64_t, std::int64_t> companies;
    for (const Row& row : page_.rows) {
      const std::int64_t ticket = std::get<std::int64_t>(row.cells[3]);
      if (companies.emplace(ticket, 0).second) tickets.emplace_back(ticket);
    }
    const auto lines = facts_.companies(scope_.portal, tickets);
    if (!lines) return lines.error();
    for (const auto& [ticket, company] : *lines) companies[ticket.value()] = company.value();
    for (Row& row : page_.rows) row.cells[2] = companies[std::get<std::int64_t>(row.cells[3])];
    const auto names = names_.of(scope_.portal, std::span(&page_, 1));
    if (!names) return names.error();
    const Rows rows(page_, *names, zone_, words_);
    for (const Row& row : page_.rows) file_.row(rows.cells(row.cells));
    page_.rows.clear();
    return Done{};
  }

  const LabourScope& scope_;
  const Zone& zone_;
  const FileWords& words_;
  LabourFacts& facts_;
  ReportNames& names_;
  TableFile& file_;
  Table page_;
  std::int64_t carried_ = 0, given_ = 0;
};

}  // namespace

Status write_report(const Report& report, const Names& names, const Zone& zone, const FileWords& words,
                    TableFile& file) {
  write_about(report, zone, words, file);
  write_figures(report, words, file);
  for (const Table& table : report.tables) write_table(table, names, zone, words, file);
  return file.finish();
}

Status write_labour(const LabourScope& scope, const Period& period, const Zone& zone, const FileWords& words,
                    LabourFacts& facts, ReportNames& names, TableFile& file) {
  LabourPages pages(scope, zone, words, facts, names, file);
  Status written = Done{};
  const Status read =
      facts.each_record(scope, begin_of(period, zone), end_of(period, zone), [&](const LabourRecord& record) {
        written = pages.add(record);
        return written.has_value();
      });
  if (!read) return read.error();
  if (!written) return written.error();
  return pages.finish();
}

}  // namespace sd::reports
