// Use cases: the flow reports (README.md lists their tables; rules/ says what each number means). All tell of
// a past period as it stood at its end, and of the present one as it stands now; cards count that the
// question's filters let through and whose assignee is not left out of reports. Each gives an empty report
// with a note that says why when there is nothing to tell. What lies behind a row are its cards (table
// "cards"), for stoppers their intervals (table "stops").
#pragma once

#include "reports/flow_reading.h"

namespace sd::reports {

class FlowMaker : public ReportMaker {
 public:
  explicit FlowMaker(FlowPorts ports) : ports_(ports) {}

 protected:
  // The cards of the period's cycles that `counts` picks.
  using Counts = std::function<bool(FlowReading& reading, const CycleRow& row)>;
  Result<Behind> cards_behind(const ReportQuestion& question, const Counts& counts) const;

  FlowPorts ports_;
};

// "flow": cumulative flow (rules/cumulative_flow.h).
class CumulativeFlowReport final : public FlowMaker {
 public:
  using FlowMaker::FlowMaker;
  Result<Report> make(const ReportQuestion& question) override;
  Result<Behind> behind(const ReportQuestion& question, std::string_view row) override;
};

// "group": inflow and outflow (rules/inflow.h).
class GroupReport final : public FlowMaker {
 public:
  using FlowMaker::FlowMaker;
  Result<Report> make(const ReportQuestion& question) override;
  Result<Behind> behind(const ReportQuestion& question, std::string_view row) override;
};

// "times": cycle and lead time (rules/closing_times.h).
class TimesReport final : public FlowMaker {
 public:
  using FlowMaker::FlowMaker;
  Result<Report> make(const ReportQuestion& question) override;
  Result<Behind> behind(const ReportQuestion& question, std::string_view row) override;
};

// "throughput": closed cards by week (rules/throughput.h).
class ThroughputReport final : public FlowMaker {
 public:
  using FlowMaker::FlowMaker;
  Result<Report> make(const ReportQuestion& question) override;
  Result<Behind> behind(const ReportQuestion& question, std::string_view row) override;
};

// "ageing": open cards in work (rules/ageing.h).
class AgeingReport final : public FlowMaker {
 public:
  using FlowMaker::FlowMaker;
  Result<Report> make(const ReportQuestion& question) override;
  Result<Behind> behind(const ReportQuestion& question, std::string_view row) override;
};

// "stoppers": time under stoppers (rules/stopped_time.h).
class StoppersReport final : public FlowMaker {
 public:
  using FlowMaker::FlowMaker;
  Result<Report> make(const ReportQuestion& question) override;
  Result<Behind> behind(const ReportQuestion& question, std::string_view row) override;
};

// "forgotten": open cards by LU (rules/silence.h). Of a past instant LU is read from the journals of the
// cards that were open then.
class ForgottenReport final : public FlowMaker {
 public:
  using FlowMaker::FlowMaker;
  Result<Report> make(const ReportQuestion& question) override;
  Result<Behind> behind(const ReportQuestion& question, std::string_view row) override;
};

// "forecast": when the open cards will be closed (rules/forecast.h).
class ForecastReport final : public FlowMaker {
 public:
  using FlowMaker::FlowMaker;
  Result<Report> make(const ReportQuestion& question) override;
  Result<Behind> behind(const ReportQuestion& question, std::string_view row) override;
};

// All of them, for the registry.
class FlowReports {
 public:
  explicit FlowReports(FlowPorts ports);
  // Outlived by this object.
  std::vector<ReportKind> kinds();

 private:
  GroupReport group_;
  CumulativeFlowReport flow_;
  TimesReport times_;
  ThroughputReport throughput_;
  AgeingReport ageing_;
  StoppersReport stoppers_;
  ForgottenReport forgotten_;
  ForecastReport forecast_;
};

}  // namespace sd::reports
