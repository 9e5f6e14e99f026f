// Sums of records by work date: all of it is read from the index labour_work.
#include "reports/sql/soci_labour_facts.h"

#include <algorithm>
#include <map>

#include "reports/sql/scope_text.h"

namespace sd::reports::sql {
namespace {

using soci::into;
using soci::use;
using std::chrono::days;
using std::chrono::sys_days;

constexpr const char* kWorked = " AND work_ms >= :from AND work_ms < :to";

// A stretch of time in which the zone's clocks keep their distance to UTC.
struct Stretch {
  TimePoint from;
  TimePoint to;
  Millis offset;
};

std::vector<Stretch> stretches(const Period& period, const Zone& zone) {
  const TimePoint end = end_of(period, zone);
  std::vector<Stretch> pieces;
  TimePoint from = begin_of(period, zone);
  for (const Zone::Shift& shift : zone.shifts) {
    if (shift.from <= from || shift.from >= end) continue;
    pieces.push_back({from, shift.from, zone.offset_at(from)});
    from = shift.from;
  }
  pieces.push_back({from, end, zone.offset_at(from)});
  return pieces;
}

// `key` and SUM(seconds) of the scope's records in [from, to), handed to `take`.
template <class Take>
void each_sum(soci::session& sql, const LabourScope& scope, const std::string& key, TimePoint from,
              TimePoint to, const std::string& end, Take&& take) {
  const long long low = to_ms(from), high = to_ms(to);
  long long id = 0, seconds = 0;
  soci::statement select =
      (sql.prepare << "SELECT " + key + ", SUM(seconds) AS spent FROM labour WHERE " +
                          scope_text(scope, "user_id") + kWorked + " GROUP BY " + key + " ORDER BY " + end,
       into(id), into(seconds), use(low, "from"), use(high, "to"));
  select.execute();
  while (select.fetch()) take(id, seconds);
}

}  // namespace

Result<std::vector<WorkedDay>> SociLabourFacts::by_day(const LabourScope& scope, const Period& period,
                                                       const Zone& zone) {
  return database_.read("labour.by_day", [&](soci::session& sql) -> Result<std::vector<WorkedDay>> {
    const std::string divide = database_.dialect() == storage::Dialect::kSqlite ? " / " : " DIV ";
    std::map<std::pair<long long, long long>, long long> sums;  // a day may have a shift within it
    const long long first = period.from.time_since_epoch().count(),
                    last = period.to.time_since_epoch().count() - 1;
    for (const Stretch& piece : stretches(period, zone)) {
      const long long low = to_ms(piece.from), high = to_ms(piece.to), offset = piece.offset.count();
      long long user = 0, day = 0, seconds = 0;
      soci::statement select =
          (sql.prepare << "SELECT user_id, (work_ms + :offset)" + divide +
                              "86400000 AS work_day, SUM(seconds) FROM labour WHERE " +
                              scope_text(scope, "user_id") + kWorked + " GROUP BY user_id, work_day",
           into(user), into(day), into(seconds), use(offset, "offset"), use(low, "from"), use(high, "to"));
      select.execute();
      // Where clocks go back over midnight an instant of the first day may show the day before.
      while (select.fetch()) sums[{user, std::clamp(day, first, last)}] += seconds;
    }
    std::vector<WorkedDay> worked;
    worked.reserve(sums.size());
    for (const auto& [key, seconds] : sums) {
      worked.push_back({UserId{key.first}, sys_days{days{key.second}}, seconds});
    }
    return worked;
  });
}

Result<std::vector<CompanySeconds>> SociLabourFacts::by_company(const LabourScope& scope, TimePoint from,
                                                                TimePoint to) {
  return database_.read("labour.by_company", [&](soci::session& sql) -> Result<std::vector<CompanySeconds>> {
    std::vector<CompanySeconds> sums;
    each_sum(sql, scope, "company", from, to, "company", [&](long long company, long long seconds) {
      sums.push_back({CompanyId{company}, seconds});
    });
    return sums;
  });
}

Result<std::vector<TicketSeconds>> SociLabourFacts::by_ticket(const LabourScope& scope, TimePoint from,
                                                              TimePoint to) {
  return database_.read("labour.by_ticket", [&](soci::session& sql) -> Result<std::vector<TicketSeconds>> {
    std::vector<TicketSeconds> sums;
    each_sum(sql, scope, "ticket", from, to, "spent DESC, ticket", [&](long long ticket, long long seconds) {
      sums.push_back({TicketId{ticket}, seconds});
    });
    return sums;
  });
}

// A day at a time: a server's client library keeps a whole answer in memory.
Status SociLabourFacts::each_record(const LabourScope& scope, TimePoint from, TimePoint to,
                                    const std::function<bool(const LabourRecord& record)>& take) {
  return database_.read_once("labour.each", [&](soci::session& sql) -> Status {
    long long low = 0, high = 0;
    long long id = 0, ticket = 0, user = 0, seconds = 0, work = 0, created = 0;
    soci::statement select =
        (sql.prepare << "SELECT labour_id, ticket, user_id, seconds, work_ms, created_ms FROM labour WHERE " +
                            scope_text(scope, "user_id") + kWorked + " ORDER BY work_ms, labour_id",
         into(id), into(ticket), into(user), into(seconds), into(work), into(created), use(low, "from"),
         use(high, "to"));
    for (TimePoint day = from; day < to; day += days{1}) {
      low = to_ms(day);
      high = to_ms(std::min<TimePoint>(to, day + days{1}));
      select.execute();
      while (select.fetch()) {
        if (!take({LabourId{id}, TicketId{ticket}, UserId{user}, seconds, from_ms(work), from_ms(created)}))
          return Done{};
      }
    }
    return Done{};
  });
}

Result<bool> SociLabourFacts::changed_since(const LabourScope& scope, TimePoint from, TimePoint to,
                                            TimePoint since) {
  return database_.read("labour.changed", [&](soci::session& sql) -> Result<bool> {
    const long long low = to_ms(from), high = to_ms(to), seen = to_ms(since);
    for (const char* query :
         {"FROM labour WHERE created_ms >= :since AND ", "FROM labour_change WHERE seen_ms >= :since AND "}) {
      long long found = 0;
      sql << "SELECT work_ms " + std::string(query) + scope_text(scope, "user_id") + kWorked + " LIMIT 1",
          into(found), use(seen, "since"), use(low, "from"), use(high, "to");
      if (sql.got_data()) return true;
    }
    return false;
  });
}

}  // namespace sd::reports::sql
