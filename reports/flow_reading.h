// What all flow reports have in common: the cycles and stopper intervals that a question is about, as they
// were at its instant, and why a report may be incomplete.
#pragma once

#include <algorithm>
#include <functional>

#include "kanban/card_store.h"
#include "kanban/settings.h"
#include "reports/flow_store.h"
#include "reports/plan_store.h"
#include "reports/report_registry.h"
#include "reports/rules/days.h"

namespace sd::reports {

// All outlive whoever holds them.
struct FlowPorts {
  FlowStore& flow;
  kanban::CardStore& cards;
  kanban::SettingsStore& settings;
  PlanStore& plans;
};

class FlowReading {
 public:
  // `question` must outlive the reading. Errors: those of the stores, as with all that follow.
  static Result<FlowReading> open(FlowPorts ports, const ReportQuestion& question);

  // An empty report for the question, with the notes that are due: "rebuilding" (cards are being counted
  // anew), "history_unread" (of some cards the past is not known yet), "future" (no day has begun yet).
  Result<Report> begin(const std::string& name) const;

  // The period's end, or now where that is earlier. What happened later is not known to the rows: a past
  // period is told as it stood at its end.
  TimePoint until() const { return std::min(question_->now, days_.end()); }
  bool until_now() const { return question_->now < days_.end() || days_.empty(); }
  // The last instant that is known.
  TimePoint known() const { return until_now() ? question_->now : days_.end() - Millis{1}; }

  // Cycles, and stopper intervals, of the period; and cycles that are open at its end. The rows are good for
  // the call only.
  Status each_cycle(const FlowStore::TakeCycle& take);
  Status each_stop(const FlowStore::TakeStop& take);
  Status each_open(const FlowStore::TakeCycle& take);

  const ReportQuestion& question() const { return *question_; }
  const Days& days() const { return days_; }
  Titles& types() { return types_; }
  Titles& stoppers() { return stoppers_; }
  FlowPorts& ports() { return ports_; }

 private:
  Status each_cycle_from(TimePoint from, const FlowStore::TakeCycle& take);
  FlowReading(FlowPorts ports, const ReportQuestion& question, FlowFilter filter, kanban::Dictionary types,
              kanban::Dictionary stoppers);

  FlowPorts ports_;
  const ReportQuestion* question_;
  FlowFilter filter_;
  Titles types_, stoppers_;
  Days days_;
};

// "report.row": what is asked for was never written into a row.
Error no_such_row();
// "day:19800" -> 19800 for the name "day". Errors: "report.row".
Result<std::int64_t> number_behind(std::string_view row, std::string_view name);
// "type:Первая линия" -> the text behind the name. Errors: "report.row".
Result<std::string> text_behind(std::string_view row, std::string_view name);

// The cards that cycles stand for, as the answer to what is behind a row: the newest first.
class CardsBehind {
 public:
  void add(const CycleRow& row, Titles& types);
  Behind finish() &&;

 private:
  struct Line {
    TimePoint begin;
    Row row;
  };
  void keep_newest();

  std::vector<Line> lines_;
  std::int64_t count_ = 0;
};

}  // namespace sd::reports
