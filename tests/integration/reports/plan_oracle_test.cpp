// Plan reports against a naive recomputation from raw rows, on random data that is edited while it is kept.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <random>

#include "tests/integration/reports/naive_plan.h"

namespace sd::test {
namespace {

using reports::Cell;
using reports::Period;
using reports::Step;
using reports::Table;
using std::chrono::days;
using std::chrono::hours;

constexpr int kSets = 500;
const sys_days kFirst{std::chrono::year{2026} / 1 / 1};

class RandomWorld {
 public:
  RandomWorld(MigratedDatabase& database, std::int64_t portal, unsigned seed)
      : world(database), random_(seed) {
    world.portal = PortalId{portal};
    for (const std::int64_t group : {7, 8}) world.bind(group);
    // Summer time from 2026-03-29 01:00 UTC on, and at some second of its own a shift by half an hour.
    world.zone = Zone{"Test/Zone",
                      hours{1},
                      {{sys_days{std::chrono::year{2026} / 2 / 10} + std::chrono::seconds{below(86'400)},
                        Millis{5'400'000}},
                       {sys_days{std::chrono::year{2026} / 3 / 29} + hours{1}, hours{2}}}};
    world.now = kFirst + days{below(110)} + std::chrono::seconds{below(86'400)};
    for (int i = 0; i < 110; ++i) {
      const std::int32_t shares[] = {1000, 1000, 1000, 875, 0, 0, 333};
      world.time.shares[kFirst + days{i}] = shares[below(7)];
    }
    people();
    for (std::int64_t ticket = 1; ticket <= 10; ++ticket) put_card(ticket);
    for (std::int64_t id = 1; id <= 40; ++id) book(id);
    for (int i = 0; i < 15; ++i) edit();
  }

  int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }

  reports::ReportQuestion question() {
    const sys_days from = kFirst + days{below(60)};
    std::vector<std::int64_t> groups{7, 8};
    if (below(3) == 0) groups.pop_back();
    auto asked = world.question(from, from + days{1 + below(60)}, groups);
    if (below(3) == 0) asked.user = UserId{1 + below(5)};
    if (below(3) == 0) asked.company = CompanyId{below(4)};
    return asked;
  }

  ReportWorld world;
  RawWorld raw;

 private:
  void people() {
    for (std::int64_t user = 1; user <= 5; ++user) {
      const bool active = below(4) != 0;
      world.person(user, active);
      if (!active) raw.dismissed.insert(user);
      if (below(5) == 0) {
        world.exclude(user);
        raw.excluded.insert(user);
      }
      std::set<sys_days> dates;
      for (int i = below(3); i > 0; --i) dates.insert(kFirst - days{20} + days{below(100)});
      for (const sys_days date : dates) {
        const std::int64_t minutes = below(3) == 0 ? below(500) : 480;
        world.plan(user, reports::to_text(date), minutes);
        raw.plans.push_back({UserId{user}, date, minutes});
      }
      if (below(2) == 0) {
        const sys_days from = kFirst + days{below(90)};
        world.time.off.push_back({UserId{user}, from, from + days{1 + below(10)}});
      }
    }
    for (std::int64_t company = 1; company <= 3; ++company) {
      if (below(3) == 0) continue;
      const sys_days date = kFirst - days{10} + days{below(90)};
      const std::int64_t minutes = below(5) == 0 ? 0 : below(3'000);
      world.client_plan(company, reports::to_text(date), minutes);
      raw.client_plans.push_back({CompanyId{company}, date, minutes});
    }
  }
  void put_card(std::int64_t ticket) {
    const std::int64_t group = 7 + below(2), company = below(4);
    world.put(ReportWorld::card(ticket, group, company));
    raw.cards[ticket] = {group, company};
  }
  void book(std::int64_t id) {
    reports::LabourRecord record;
    record.id = reports::LabourId{id};
    record.ticket = TicketId{1 + below(10)};
    record.user = UserId{1 + below(5)};
    record.seconds = below(4) == 0 ? below(59) : below(20'000);
    record.work_at = kFirst + std::chrono::seconds{below(105 * 86'400)};
    record.created_at = record.work_at + hours{below(2'000)};
    world.book(record);
    raw.records[id] = record;
  }
  void edit() {
    const std::int64_t ticket = 1 + below(10), id = 1 + below(40);
    switch (below(4)) {
      case 0: put_card(ticket); break;
      case 1: book(id); break;
      case 2:
        world.forget(ticket);
        raw.cards.erase(ticket);
        break;
      default: world.unbook(id); raw.records.erase(id);
    }
  }

  std::mt19937 random_;
};

Rows rows_of(const Table& table) {
  Rows rows;
  for (const reports::Row& row : table.rows) rows.push_back(row.cells);
  return rows;
}

void same(const Table& table, const Naive& naive) {
  RC_ASSERT(rows_of(table) == naive.rows);
  RC_ASSERT(table.totals == naive.totals);
}

// Whatever else is true: what is shown adds up to what is shown below it.
void adds_up(const Table& table) {
  if (table.totals.empty()) return;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    if (!table.columns[column].total || table.columns[column].unit == reports::Unit::kShare) continue;
    std::int64_t sum = 0;
    for (const reports::Row& row : table.rows) {
      if (const auto* number = std::get_if<std::int64_t>(&row.cells[column])) sum += *number;
    }
    const auto* total = std::get_if<std::int64_t>(&table.totals[column]);
    RC_ASSERT(sum == (total ? *total : 0));
  }
}

std::vector<Period> pieces_of(const Period& period, Step step) {
  std::vector<Period> pieces;
  for (sys_days day = period.from; day < period.to; day += days{1}) {
    const std::chrono::year_month_day date{day};
    const bool starts = step == Step::kDay ||
                        (step == Step::kWeek && std::chrono::weekday{day} == std::chrono::Monday) ||
                        (step == Step::kMonth && date.day() == std::chrono::day{1});
    if (pieces.empty() || starts) pieces.push_back({day, day});
    pieces.back().to = day + days{1};
  }
  return pieces;
}

std::vector<Period> months_of(const Period& period) {
  std::vector<Period> months;
  for (const Period& piece : pieces_of(period, Step::kMonth)) {
    const std::chrono::year_month_day date{piece.from};
    const auto month = date.year() / date.month();
    months.push_back({sys_days{month / 1}, sys_days{(month + std::chrono::months{1}) / 1}});
  }
  return months;
}

void check_everything(RandomWorld& random) {
  auto question = random.question();
  const Step steps[] = {Step::kDay, Step::kWeek, Step::kMonth};
  question.step = steps[random.below(3)];
  const auto report = random.world.employees.make(question);
  RC_ASSERT(report.has_value());
  same(report->tables[0], naive_employees(random.raw, random.world.time, question));
  same(report->tables[1],
       naive_periods(random.raw, random.world.time, question, pieces_of(question.period, question.step)));
  for (const Table& table : report->tables) adds_up(table);
  for (const reports::Row& row : report->tables[0].rows) {
    const auto behind = random.world.employees.behind(question, row.behind);
    RC_ASSERT(behind.has_value());
    RC_ASSERT(behind->tables[0].totals[4] == row.cells[2]);
    for (const Table& table : behind->tables) adds_up(table);
  }
  question.user = std::nullopt;
  const auto clients = random.world.clients.make(question);
  RC_ASSERT(clients.has_value());
  same(clients->tables[0],
       naive_clients(random.raw, random.world.time, question, months_of(question.period)));
  for (const Table& table : clients->tables) adds_up(table);
}

TEST(PlanOracle, ReportsEqualANaiveRecomputationOfRandomData) {
  MigratedDatabase database;
  std::int64_t portal = 100;
  const std::size_t sets_a_run = on_server() ? 1 : kSets / 100;  // rc::check() runs it a hundred times
  const bool held = rc::check("plan reports", [&] {
    const auto seeds = *rc::gen::container<std::vector<unsigned>>(
        sets_a_run, rc::gen::resize(100, rc::gen::arbitrary<unsigned>()));
    for (const unsigned seed : seeds) {
      RandomWorld random(database, ++portal, seed);
      check_everything(random);
    }
  });
  EXPECT_TRUE(held);
}

}  // namespace
}  // namespace sd::test
