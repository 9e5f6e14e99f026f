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

}  // namespace

Result<Behind> FlowMaker::cards_behind(const ReportQuestion& question, const Counts& counts) const {
  Result<FlowReading> reading = FlowReading::open(ports_, question);
  if (!reading) return reading.error();
  CardsBehind cards;
  const Status read = reading->each_cycle([&](const CycleRow& row) {
    if (counts(*reading, row)) cards.add(row, reading->types());
  });
  if (!read) return read.error();
  return std::move(cards).finish();
}

Result<Report> CumulativeFlowReport::make(const ReportQuestion& question) {
  Result<FlowReading> reading = FlowReading::open(ports_, question);
  if (!reading) return reading.error();
  Result<Report> report = reading->begin("flow");
  if (!report) return report;
  CumulativeFlow flow(reading->days());
  const Status read = each_cycle_of(*reading, *report, [&](const CycleRow& row) { flow.add(row); });
  if (!read) return read.error();
  std::move(flow).finish(*report);
  return report;
}

Result<Behind> CumulativeFlowReport::behind(const ReportQuestion& question, std::string_view row) {
  const Result<Stretch> day = stretch_behind(question, row, "day", days{1});
  if (!day) return day.error();
  return cards_behind(question, [&](FlowReading& reading, const CycleRow& one) {
    return counts_on(one, reading.days().begin(), day->end);
  });
}

Result<Report> GroupReport::make(const ReportQuestion& question) {
  Result<FlowReading> reading = FlowReading::open(ports_, question);
  if (!reading) return reading.error();
  Result<Report> report = reading->begin("group");
  if (!report) return report;
  Inflow inflow(reading->days(), reading->types());
  const Status read = each_cycle_of(*reading, *report, [&](const CycleRow& row) { inflow.add(row); });
  if (!read) return read.error();
  std::move(inflow).finish(*report);
  return report;
}

// "class:incident" and "type:Аналитика": all that the row counts, in or out or open.
Result<Behind> GroupReport::behind(const ReportQuestion& question, std::string_view row) {
  if (const Result<std::string> type = text_behind(row, "type")) {
    return cards_behind(question, [&](FlowReading& reading, const CycleRow& one) {
      return reading.types().of(one.cycle.type) == *type;
    });
  }
  if (const Result<std::string> word = text_behind(row, "class")) {
    const auto card_class = kanban::class_from(*word);
    if (!card_class) return no_such_row();
    return cards_behind(
        question, [&](FlowReading&, const CycleRow& one) { return one.cycle.card_class == *card_class; });
  }
  const Result<Stretch> day = stretch_behind(question, row, "day", days{1});
  if (!day) return day.error();
  return cards_behind(question, [&](FlowReading&, const CycleRow& one) {
    return day->has(one.cycle.begin) || day->has(one.cycle.done_at);
  });
}

Result<Report> TimesReport::make(const ReportQuestion& question) {
  Result<FlowReading> reading = FlowReading::open(ports_, question);
  if (!reading) return reading.error();
  Result<Report> report = reading->begin("times");
  if (!report) return report;
  ClosingTimes times(reading->days());
  const Status read = reading->each_cycle([&](const CycleRow& row) { times.add(row); });
  if (!read) return read.error();
  std::move(times).finish(*report);
  return report;
}

Result<Behind> TimesReport::behind(const ReportQuestion& question, std::string_view row) {
  if (const Result<std::string> word = text_behind(row, "class")) {
    const auto card_class = kanban::class_from(*word);
    if (!card_class) return no_such_row();
    return cards_behind(question, [&](FlowReading& reading, const CycleRow& one) {
      return closed_in_period(reading, one) && one.cycle.card_class == *card_class;
    });
  }
  const Result<std::int64_t> stage = number_behind(row, "stage");
  if (!stage) return stage.error();
  return cards_behind(question, [&](FlowReading& reading, const CycleRow& one) {
    if (!closed_in_period(reading, one)) return false;
    for (const kanban::FlowStay& stay : one.cycle.stays) {
      if (stay.stage.value() == *stage) return true;
    }
    return false;
  });
}

Result<Report> ThroughputReport::make(const ReportQuestion& question) {
  Result<FlowReading> reading = FlowReading::open(ports_, question);
  if (!reading) return reading.error();
  Result<Report> report = reading->begin("throughput");
  if (!report) return report;
  Throughput throughput(reading->days());
  const Status read = reading->each_cycle([&](const CycleRow& row) { throughput.add(row); });
  if (!read) return read.error();
  std::move(throughput).finish(*report, reading->until());
  if (report->figures.front().value == Cell{std::int64_t{0}}) report->notes.emplace_back("no_closed");
  return report;
}

Result<Behind> ThroughputReport::behind(const ReportQuestion& question, std::string_view row) {
  const Result<Stretch> week = stretch_behind(question, row, "week", days{7});
  if (!week) return week.error();
  return cards_behind(question, [&](FlowReading& reading, const CycleRow& one) {
    return closed_in_period(reading, one) && week->has(one.cycle.done_at);
  });
}

Result<Report> ForecastReport::make(const ReportQuestion& question) {
  Result<FlowReading> reading = FlowReading::open(ports_, question);
  if (!reading) return reading.error();
  Result<Report> report = reading->begin("forecast");
  if (!report) return report;
  Forecast forecast(reading->days(), reading->until());
  const Status read = reading->each_cycle([&](const CycleRow& row) { forecast.add(row); });
  if (!read) return read.error();
  std::move(forecast).finish(*report, question.zone.day_of(reading->known()));
  return report;
}

Result<Behind> ForecastReport::behind(const ReportQuestion& question, std::string_view row) {
  const Result<Stretch> day = stretch_behind(question, row, "day", days{1});
  if (!day) return day.error();
  return cards_behind(question, [&](FlowReading& reading, const CycleRow& one) {
    return closed_in_period(reading, one) && day->has(one.cycle.done_at);
  });
}

FlowReports::FlowReports(FlowPorts ports)
    : group_(ports),
      flow_(ports),
      times_(ports),
      throughput_(ports),
      ageing_(ports),
      stoppers_(ports),
      forgotten_(ports),
      forecast_(ports) {}

std::vector<ReportKind> FlowReports::kinds() {
  const std::vector<std::string> filters{"group", "user", "company", "class", "type"};
  return {{"group", filters, false, &group_},         {"flow", filters, false, &flow_},
          {"times", filters, false, &times_},         {"throughput", filters, false, &throughput_},
          {"ageing", filters, false, &ageing_},       {"stoppers", filters, false, &stoppers_},
          {"forgotten", filters, false, &forgotten_}, {"forecast", filters, false, &forecast_}};
}

}  // namespace sd::reports
