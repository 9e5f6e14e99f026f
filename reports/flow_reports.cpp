// What the flow reports share, and those that are made from cycles alone.
#include "reports/flow_reports.h"

#include "reports/rules/closing_times.h"
#include "reports/rules/cumulative_flow.h"
#include "reports/rules/forecast.h"
#include "reports/rules/inflow.h"
#include "reports/rules/throughput.h"

namespace sd::reports {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// Hands every cycle of the period to `take`; says in the report when there is none.
Status each_cycle_of(FlowReading& reading, Report& report, const FlowStore::TakeCycle& take) {
  bool any = false;
  const Status read = reading.each_cycle([&](CycleRow& row) {
    take(row);
    any = true;
  });
  if (read && !any) report.notes.emplace_back("no_cards");
  return read;
}

// The instants [begin, end) of `length` days from the day that the row names; they may reach over the period.
struct Stretch {
  TimePoint begin, end;
  bool has(TimePoint at) const { return begin <= at && at < end; }
  bool has(std::optional<TimePoint> at) const { return at && has(*at); }
};
Result<Stretch> stretch_behind(const ReportQuestion& question, std::string_view row, std::string_view name,
                               days length) {
  const Result<std::int64_t> number = number_behind(row, name);
  if (!number) return number.error();
  const Period& period = question.period;
  if (*number < period.from.time_since_epoch().count() - 7 ||
      *number >= period.to.time_since_epoch().count()) {
    return no_such_row();
  }
  const sys_days first{days{*number}};
  return Stretch{question.zone.instant(first), question.zone.instant(first + length)};
}

bool closed_in_period(FlowReading& reading, const CycleRow& row) {
  return row.cycle.done_at && reading.days().contains(*row.cycle.done_at);
}

Status tell_flow(FlowReading& reading, Report& report) {
  CumulativeFlow flow(reading.days());
  const Status read = each_cycle_of(reading, report, [&](const CycleRow& row) { flow.add(row); });
  if (!read) return read.error();
  std::move(flow).finish(report);
  return Done{};
}

Result<Behind> behind_flow(FlowReading& reading, std::string_view row) {
  const Result<Stretch> day = stretch_behind(reading.question(), row, "day", days{1});
  if (!day) return day.error();
  return cards_behind(reading,
                      [&](const CycleRow& one) { return counts_on(one, reading.days().begin(), day->end); });
}

Status tell_group(FlowReading& reading, Report& report) {
  Inflow inflow(reading.days(), reading.types());
  const Status read = each_cycle_of(reading, report, [&](const CycleRow& row) { inflow.add(row); });
  if (!read) return read.error();
  std::move(inflow).finish(report);
  return Done{};
}

// "class:incident" and "type:Аналитика": all that the row counts, in or out or open.
Result<Behind> behind_group(FlowReading& reading, std::string_view row) {
  if (const Result<std::string> type = text_behind(row, "type")) {
    return cards_behind(reading,
                        [&](const CycleRow& one) { return reading.types().of(one.cycle.type) == *type; });
  }
  if (const Result<std::string> word = text_behind(row, "class")) {
    const auto card_class = kanban::class_from(*word);
    if (!card_class) return no_such_row();
    return cards_behind(reading, [&](const CycleRow& one) { return one.cycle.card_class == *card_class; });
  }
  const Result<Stretch> day = stretch_behind(reading.question(), row, "day", days{1});
  if (!day) return day.error();
  return cards_behind(
      reading, [&](const CycleRow& one) { return day->has(one.cycle.begin) || day->has(one.cycle.done_at); });
}

Status tell_times(FlowReading& reading, Report& report) {
  ClosingTimes times(reading.days());
  const Status read = reading.each_cycle([&](const CycleRow& row) { times.add(row); });
  if (!read) return read.error();
  std::move(times).finish(report);
  return Done{};
}

Result<Behind> behind_times(FlowReading& reading, std::string_view row) {
  if (const Result<std::string> word = text_behind(row, "class")) {
    const auto card_class = kanban::class_from(*word);
    if (!card_class) return no_such_row();
    return cards_behind(reading, [&](const CycleRow& one) {
      return closed_in_period(reading, one) && one.cycle.card_class == *card_class;
    });
  }
  const Result<std::int64_t> stage = number_behind(row, "stage");
  if (!stage) return stage.error();
  return cards_behind(reading, [&](const CycleRow& one) {
    if (!closed_in_period(reading, one)) return false;
    for (const kanban::FlowStay& stay : one.cycle.stays) {
      if (stay.stage.value() == *stage) return true;
    }
    return false;
  });
}

Status tell_throughput(FlowReading& reading, Report& report) {
  Throughput throughput(reading.days());
  const Status read = reading.each_cycle([&](const CycleRow& row) { throughput.add(row); });
  if (!read) return read.error();
  std::move(throughput).finish(report, reading.known() + Millis{1});
  if (report.figures.front().value == Cell{std::int64_t{0}}) report.notes.emplace_back("no_closed");
  return Done{};
}

Result<Behind> behind_throughput(FlowReading& reading, std::string_view row) {
  const Result<Stretch> week = stretch_behind(reading.question(), row, "week", days{7});
  if (!week) return week.error();
  return cards_behind(reading, [&](const CycleRow& one) {
    return closed_in_period(reading, one) && week->has(one.cycle.done_at);
  });
}

Status tell_forecast(FlowReading& reading, Report& report) {
  Forecast forecast(reading.days(), reading.known() + Millis{1});
  const Status read = reading.each_cycle([&](const CycleRow& row) { forecast.add(row); });
  if (!read) return read.error();
  std::move(forecast).finish(report, reading.question().zone.day_of(reading.known()));
  return Done{};
}

Result<Behind> behind_forecast(FlowReading& reading, std::string_view row) {
  const Result<Stretch> day = stretch_behind(reading.question(), row, "day", days{1});
  if (!day) return day.error();
  return cards_behind(reading, [&](const CycleRow& one) {
    return closed_in_period(reading, one) && day->has(one.cycle.done_at);
  });
}

}  // namespace

const FlowTelling kGroupTelling{"group", tell_group, behind_group};
const FlowTelling kFlowTelling{"flow", tell_flow, behind_flow};
const FlowTelling kTimesTelling{"times", tell_times, behind_times};
const FlowTelling kThroughputTelling{"throughput", tell_throughput, behind_throughput};
const FlowTelling kForecastTelling{"forecast", tell_forecast, behind_forecast};

Result<Behind> cards_behind(FlowReading& reading, const std::function<bool(const CycleRow& row)>& counts) {
  CardsBehind cards;
  const Status read = reading.each_cycle([&](const CycleRow& row) {
    if (counts(row)) cards.add(row, reading.types());
  });
  if (!read) return read.error();
  return std::move(cards).finish();
}

Result<Report> FlowReport::make(const ReportQuestion& question) {
  Result<FlowReading> reading = FlowReading::open(ports_, question);
  if (!reading) return reading.error();
  Result<Report> report = reading->begin(telling_.name);
  if (!report) return report;
  if (const Status told = telling_.tell(*reading, *report); !told) return told.error();
  return report;
}

Result<Behind> FlowReport::behind(const ReportQuestion& question, std::string_view row) {
  Result<FlowReading> reading = FlowReading::open(ports_, question);
  if (!reading) return reading.error();
  return telling_.behind(*reading, row);
}

FlowReports::FlowReports(FlowPorts ports) {
  for (const FlowTelling* const telling :
       {&kBoardTelling, &kGroupTelling, &kFlowTelling, &kTimesTelling, &kThroughputTelling, &kAgeingTelling,
        &kStoppersTelling, &kForgottenTelling, &kForecastTelling}) {
    reports_.emplace_back(telling->name, FlowReport(ports, *telling));
  }
}

std::vector<ReportKind> FlowReports::kinds() {
  std::vector<ReportKind> kinds;
  kinds.reserve(reports_.size());
  for (auto& [name, report] : reports_) {
    kinds.push_back({name, {"group", "user", "company", "class", "type", "as_of"}, false, &report});
  }
  return kinds;
}

}  // namespace sd::reports
