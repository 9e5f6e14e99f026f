#include "tests/integration/reports/naive_plan.h"

namespace sd::test {
namespace {

using reports::Cell;
using reports::LabourRecord;
using reports::Period;
using reports::ReportQuestion;
using std::chrono::days;

bool counts(const RawWorld& raw, const ReportQuestion& question, const LabourRecord& record) {
  const auto card = raw.cards.find(record.ticket.value());
  if (card == raw.cards.end() || raw.excluded.count(record.user.value())) return false;
  bool in_group = false;
  for (const GroupId group : question.groups) in_group = in_group || group.value() == card->second.group;
  if (!in_group || (question.user && *question.user != record.user)) return false;
  return !question.company || question.company->value() == card->second.company;
}

// By trying every day: what a clock on the wall shows.
sys_days local_day(const Zone& zone, TimePoint at) {
  Millis offset = zone.first_offset;
  for (const Zone::Shift& shift : zone.shifts) {
    if (shift.from <= at) offset = shift.offset;
  }
  return std::chrono::floor<days>(at + offset);
}

bool within(sys_days day, const Period& period) { return period.from <= day && day < period.to; }

// The nearest whole number to amount / of, halves up; amounts here are never negative.
std::int64_t nearest(std::int64_t amount, std::int64_t of) { return (amount + of / 2) / of; }

// Rows in minutes: cut, then one more minute, each time to the row that is furthest behind.
std::vector<std::int64_t> minutes_of(const std::vector<std::int64_t>& amounts, std::int64_t of) {
  std::int64_t sum = 0, given = 0;
  std::vector<std::int64_t> minutes;
  for (const std::int64_t amount : amounts) {
    sum += amount;
    minutes.push_back(amount / of);
    given += amount / of;
  }
  for (; given < nearest(sum, of); ++given) {
    std::size_t behind = 0;
    for (std::size_t i = 1; i < amounts.size(); ++i) {
      if (amounts[i] - minutes[i] * of > amounts[behind] - minutes[behind] * of) behind = i;
    }
    ++minutes[behind];
  }
  return minutes;
}

struct Line {
  Cell first;
  bool planned = false;
  std::int64_t plan = 0;  // thousandths of minutes
  std::int64_t seconds = 0;
};

Cell share(std::int64_t fact, bool planned, std::int64_t plan) {
  if (!planned || plan == 0) return {};
  return nearest(fact * 1000, plan);
}

Naive table_of(const std::vector<Line>& lines) {
  std::vector<std::int64_t> plan_amounts, fact_amounts;
  for (const Line& line : lines) {
    plan_amounts.push_back(line.plan);
    fact_amounts.push_back(line.seconds);
  }
  const auto plans = minutes_of(plan_amounts, 1000), facts = minutes_of(fact_amounts, 60);
  Naive table;
  bool any_plan = false;
  std::int64_t plan_sum = 0, fact_sum = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    table.rows.push_back({lines[i].first, lines[i].planned ? Cell{plans[i]} : Cell{}, facts[i],
                          share(facts[i], lines[i].planned, plans[i])});
    any_plan = any_plan || lines[i].planned;
    plan_sum += lines[i].planned ? plans[i] : 0;
    fact_sum += facts[i];
  }
  table.totals = {Cell{}, any_plan ? Cell{plan_sum} : Cell{}, fact_sum, share(fact_sum, any_plan, plan_sum)};
  return table;
}

const reports::EmployeePlan* plan_valid(const RawWorld& raw, std::int64_t user, sys_days day) {
  const reports::EmployeePlan* valid = nullptr;
  for (const reports::EmployeePlan& plan : raw.plans) {
    if (plan.user.value() != user || plan.valid_from > day) continue;
    if (!valid || plan.valid_from > valid->valid_from) valid = &plan;
  }
  return valid;
}

bool away(const ToldTime& time, std::int64_t user, sys_days day) {
  for (const auto& off : time.off) {
    if (off.user.value() == user && off.from <= day && day < off.to) return true;
  }
  return false;
}

std::int64_t share_of(const ToldTime& time, sys_days day) {
  const auto found = time.shares.find(day);
  return found == time.shares.end() ? 1000 : found->second;
}

bool same_month(sys_days left, sys_days right) {
  const std::chrono::year_month_day one{left}, other{right};
  return one.year() == other.year() && one.month() == other.month();
}

// Whether the user's plan of that day counts for the question at all.
bool plan_counts(const RawWorld& raw, const ReportQuestion& question, std::int64_t user, sys_days day) {
  if (raw.excluded.count(user) || (question.user && question.user->value() != user)) return false;
  if (!raw.dismissed.count(user)) return true;
  for (const auto& [id, record] : raw.records) {
    if (record.user.value() != user || !counts(raw, question, record)) continue;
    const sys_days worked = local_day(question.zone, record.work_at);
    if (within(worked, question.period) && same_month(worked, day)) return true;
  }
  return false;
}

std::set<std::int64_t> users_of(const RawWorld& raw) {
  std::set<std::int64_t> users;
  for (const auto& plan : raw.plans) users.insert(plan.user.value());
  for (const auto& [id, record] : raw.records) users.insert(record.user.value());
  return users;
}

// Adds what the user was to do and did in `piece` of the question's period.
void add(const RawWorld& raw, const ToldTime& time, const ReportQuestion& question, std::int64_t user,
         const Period& piece, Line& line, bool& worked) {
  for (sys_days day = piece.from; day < piece.to; day += days{1}) {
    const auto* plan = plan_valid(raw, user, day);
    if (!plan || !plan_counts(raw, question, user, day)) continue;
    line.planned = true;
    if (!away(time, user, day)) line.plan += plan->minutes * share_of(time, day);
  }
  for (const auto& [id, record] : raw.records) {
    if (record.user.value() != user || !counts(raw, question, record)) continue;
    if (!within(local_day(question.zone, record.work_at), piece)) continue;
    line.seconds += record.seconds;
    worked = true;
  }
}

}  // namespace

Naive naive_employees(const RawWorld& raw, const ToldTime& time, const ReportQuestion& question) {
  std::vector<Line> lines;
  for (const std::int64_t user : users_of(raw)) {
    Line line{user};
    bool worked = false;
    add(raw, time, question, user, question.period, line, worked);
    if (line.planned || worked) lines.push_back(line);
  }
  return table_of(lines);
}

Naive naive_periods(const RawWorld& raw, const ToldTime& time, const ReportQuestion& question,
                    const std::vector<Period>& pieces) {
  std::vector<Line> lines;
  for (const Period& piece : pieces) {
    Line line{std::int64_t{piece.from.time_since_epoch().count()}};
    bool worked = false;
    for (const std::int64_t user : users_of(raw)) add(raw, time, question, user, piece, line, worked);
    lines.push_back(line);
  }
  return table_of(lines);
}

Naive naive_clients(const RawWorld& raw, const ToldTime& time, const ReportQuestion& question,
                    const std::vector<Period>& months) {
  struct ClientLine {
    std::int64_t company = 0;
    Period month;
    std::int64_t seconds = 0, before_today = 0;
    bool worked = false, planned = false;
    std::int64_t plan = 0;
  };
  const sys_days today = local_day(question.zone, question.now);
  std::vector<ClientLine> lines;
  for (std::int64_t company = 0; company < 10; ++company) {
    for (const Period& month : months) {
      ClientLine line{company, month};
      for (const auto& [id, record] : raw.records) {
        if (!counts(raw, question, record) || raw.cards.at(record.ticket.value()).company != company)
          continue;
        const sys_days day = local_day(question.zone, record.work_at);
        if (!within(day, month)) continue;
        line.worked = true;
        line.seconds += record.seconds;
        if (day < today) line.before_today += record.seconds;
      }
      // The one valid on the first day, or else the latest that begins within the month.
      const reports::ClientPlan *first = nullptr, *later = nullptr;
      for (const auto& plan : raw.client_plans) {
        if (plan.company.value() != company) continue;
        if (plan.valid_from <= month.from && (!first || plan.valid_from > first->valid_from)) first = &plan;
        if (plan.valid_from < month.to && (!later || plan.valid_from > later->valid_from)) later = &plan;
      }
      if (const auto* plan = first ? first : later) {
        line.planned = true;
        line.plan = plan->minutes;
      }
      const bool asked = !question.company || question.company->value() == company;
      if (asked && (line.worked || line.planned)) lines.push_back(line);
    }
  }
  std::vector<std::int64_t> seconds;
  for (const ClientLine& line : lines) seconds.push_back(line.seconds);
  const auto spent = minutes_of(seconds, 60);
  Naive table;
  bool any_plan = false, any_forecast = false;
  std::int64_t plan_sum = 0, spent_sum = 0, left_sum = 0, forecast_sum = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const ClientLine& line = lines[i];
    Cell forecast;
    if (line.month.to <= today) {
      forecast = spent[i];
    } else if (line.month.from <= today) {
      std::int64_t over = 0, all = 0;
      for (sys_days day = line.month.from; day < line.month.to; day += days{1}) {
        all += share_of(time, day);
        if (day < today) over += share_of(time, day);
      }
      if (over > 0) forecast = std::max(spent[i], nearest(line.before_today * all / over, 60));
    }
    table.rows.push_back({line.company, std::int64_t{line.month.from.time_since_epoch().count()},
                          line.planned ? Cell{line.plan} : Cell{}, spent[i],
                          line.planned ? Cell{line.plan - spent[i]} : Cell{},
                          share(spent[i], line.planned, line.plan), forecast});
    any_plan = any_plan || line.planned;
    if (line.planned) {
      plan_sum += line.plan;
      left_sum += line.plan - spent[i];
    }
    spent_sum += spent[i];
    if (const auto* value = std::get_if<std::int64_t>(&forecast)) {
      any_forecast = true;
      forecast_sum += *value;
    }
  }
  table.totals = {Cell{},
                  Cell{},
                  any_plan ? Cell{plan_sum} : Cell{},
                  spent_sum,
                  any_plan ? Cell{left_sum} : Cell{},
                  share(spent_sum, any_plan, plan_sum),
                  any_forecast ? Cell{forecast_sum} : Cell{}};
  return table;
}

}  // namespace sd::test
