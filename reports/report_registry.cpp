#include "reports/report_registry.h"

#include <algorithm>

namespace sd::reports {
namespace {

void put_before(Report& report, const Report& before) {
  report.previous = before.period;
  for (Figure& figure : report.figures) {
    const auto same = std::find_if(before.figures.begin(), before.figures.end(),
                                   [&](const Figure& one) { return one.key == figure.key; });
    if (same != before.figures.end()) figure.previous = same->value;
  }
  for (Table& table : report.tables) {
    const auto same = std::find_if(before.tables.begin(), before.tables.end(), [&](const Table& one) {
      return one.key == table.key && one.columns == table.columns;
    });
    if (same != before.tables.end()) table.previous = same->totals;
  }
}

}  // namespace

Result<ReportKind> ReportRegistry::find(std::string_view name) const {
  for (const ReportKind& kind : kinds_) {
    if (kind.name == name) return kind;
  }
  return Error{ErrorKind::kNotFound, "report.unknown", {}};
}

Result<Report> ask(const ReportKind& kind, const ReportQuestion& question, bool compare) {
  ReportQuestion earlier = asked_then(question);
  Result<Report> report = kind.maker->make(earlier);
  if (!report) return report;
  report->computed_at = question.now;
  report->as_of = question.as_of;
  if (!compare || kind.of_now) return report;
  earlier.period = previous(question.period);
  const Result<Report> before = kind.maker->make(earlier);
  if (!before) return before;
  put_before(*report, *before);
  return report;
}

Result<Behind> ask_behind(const ReportKind& kind, const ReportQuestion& question, std::string_view row) {
  return kind.maker->behind(asked_then(question), row);
}

}  // namespace sd::reports
