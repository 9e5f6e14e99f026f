// Use cases: the flow reports (README.md lists their tables; rules/ says what each number means). All tell of
// a past period as it stood at its end, and of the present one as it stands now, or stood at the question's
// `as_of`; cards count that the question's filters let through and whose assignee is not left out of reports.
// Each gives an empty report with a note that says why when there is nothing to tell. What lies behind a row
// are its cards (table "cards"), for stoppers their intervals (table "stops").
#pragma once

#include <deque>

#include "reports/flow_reading.h"

namespace sd::reports {

// What makes one of them different from the others.
struct FlowTelling {
  const char* name;
  // Fills in the report that FlowReading::begin() has begun.
  Status (*tell)(FlowReading& reading, Report& report);
  Result<Behind> (*behind)(FlowReading& reading, std::string_view row);
};

extern const FlowTelling kGroupTelling;       // inflow and outflow (rules/inflow.h)
extern const FlowTelling kFlowTelling;        // cumulative flow (rules/cumulative_flow.h)
extern const FlowTelling kTimesTelling;       // cycle and lead time (rules/closing_times.h)
extern const FlowTelling kThroughputTelling;  // closed cards by week (rules/throughput.h)
extern const FlowTelling kAgeingTelling;      // open cards in work (rules/ageing.h)
extern const FlowTelling kStoppersTelling;    // time under stoppers (rules/stopped_time.h)
extern const FlowTelling kForgottenTelling;   // open cards by LU (rules/silence.h)
extern const FlowTelling kForecastTelling;    // when the open cards will be closed (rules/forecast.h)
extern const FlowTelling kBoardTelling;       // the board at the period's end (rules/standing_board.h)

// The cards of the period's cycles that `counts` picks.
Result<Behind> cards_behind(FlowReading& reading, const std::function<bool(const CycleRow& row)>& counts);

class FlowReport final : public ReportMaker {
 public:
  FlowReport(FlowPorts ports, const FlowTelling& telling) : ports_(ports), telling_(telling) {}
  Result<Report> make(const ReportQuestion& question) override;
  Result<Behind> behind(const ReportQuestion& question, std::string_view row) override;

 private:
  FlowPorts ports_;
  const FlowTelling& telling_;
};

// All of them, for the registry.
class FlowReports {
 public:
  explicit FlowReports(FlowPorts ports);
  // They refer to this object.
  std::vector<ReportKind> kinds();

 private:
  std::deque<std::pair<const char*, FlowReport>> reports_;
};

}  // namespace sd::reports
