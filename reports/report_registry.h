// Every report there is: what it is called, what it may be narrowed by, who makes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/rules/question.h"

namespace sd::reports {

// The cards or labour records a row stands for.
struct Behind {
  std::vector<Table> tables;
  std::int64_t count = 0;  // in all; the tables hold at most kMostBehind of them
};
inline constexpr std::size_t kMostBehind = 1'000;

// Makes one report. The question is checked and narrowed to what the asker may see.
class ReportMaker {
 public:
  virtual ~ReportMaker() = default;

  // Report::previous and the figures' and tables' previous values are ask()'s. Errors: those of the stores.
  virtual Result<Report> make(const ReportQuestion& question) = 0;
  // `row`: what make() wrote into Row::behind. Errors: "report.row" (kInvalidArgument) for a text it never
  // wrote; those of the stores.
  virtual Result<Behind> behind(const ReportQuestion& question, std::string_view row) = 0;
};

struct ReportKind {
  std::string name;                  // as in addresses: "plan-employees"
  std::vector<std::string> filters;  // of "group", "user", "company", "class", "type", "step", "as_of"
  bool own = false;                  // employees may ask it about themselves
  ReportMaker* maker = nullptr;      // outlives the registry
  bool of_now = false;               // the period says nothing, and there is none before it
};

class ReportRegistry {
 public:
  explicit ReportRegistry(std::vector<ReportKind> kinds) : kinds_(std::move(kinds)) {}

  const std::vector<ReportKind>& all() const { return kinds_; }
  // Errors: "report.unknown" (kNotFound).
  Result<ReportKind> find(std::string_view name) const;

 private:
  std::vector<ReportKind> kinds_;
};

// The report; with `compare` its figures and totals also have the values of the period before, for which the
// same report is asked. Errors: those of the maker.
Result<Report> ask(const ReportKind& kind, const ReportQuestion& question, bool compare);
// What a row of that report stands for. Errors: those of ReportMaker::behind().
Result<Behind> ask_behind(const ReportKind& kind, const ReportQuestion& question, std::string_view row);

}  // namespace sd::reports
