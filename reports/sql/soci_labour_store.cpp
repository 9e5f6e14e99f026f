#include "reports/sql/soci_labour_store.h"

#include <string>

#include "extension/storage/bulk_insert.h"

namespace sd::reports::sql {
namespace {

using soci::into;
using soci::use;

struct LabourRow {
  long long id = 0, ticket = 0, user = 0, seconds = 0, work = 0, created = 0;

  LabourRecord record() const {
    return {LabourId{id}, TicketId{ticket}, UserId{user}, seconds, from_ms(work), from_ms(created)};
  }
};

constexpr const char* kSelect =
    "SELECT labour_id, ticket, user_id, seconds, work_ms, created_ms FROM labour WHERE portal = :portal AND ";

// Runs kSelect with `condition`, whose two values are named :low and :high.
std::vector<LabourRecord> select_between(soci::session& sql, PortalId portal, const char* condition,
                                         long long low, long long high) {
  const long long portal_id = portal.value();
  LabourRow row;
  soci::statement select = (sql.prepare << std::string(kSelect) + condition, into(row.id), into(row.ticket),
                            into(row.user), into(row.seconds), into(row.work), into(row.created),
                            use(portal_id, "portal"), use(low, "low"), use(high, "high"));
  select.execute();
  std::vector<LabourRecord> records;
  while (select.fetch()) records.push_back(row.record());
  return records;
}

}  // namespace

Status SociLabourStore::put(PortalId portal, std::span<const LabourRecord> records,
                            std::span<const LabourId> gone) {
  if (records.empty() && gone.empty()) return Done{};
  return database_.write("labour.put", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value();
    storage::BulkInsert put(
        sql, database_.dialect(),
        "REPLACE INTO labour (portal, labour_id, ticket, user_id, seconds, work_ms, created_ms)", 7);
    for (const LabourRecord& record : records) {
      put.number(portal_id)
          .number(record.id.value())
          .number(record.ticket.value())
          .number(record.user.value());
      put.number(record.seconds).number(to_ms(record.work_at)).number(to_ms(record.created_at));
    }
    put.finish();
    long long id = 0;
    soci::statement drop = (sql.prepare << "DELETE FROM labour WHERE portal = :portal AND labour_id = :id",
                            use(portal_id, "portal"), use(id, "id"));
    for (const LabourId one : gone) {
      id = one.value();
      drop.execute(true);
    }
    return Done{};
  });
}

Result<std::vector<LabourRecord>> SociLabourStore::range(PortalId portal, LabourId after, LabourId to) {
  return database_.read("labour.range", [&](soci::session& sql) -> Result<std::vector<LabourRecord>> {
    return select_between(sql, portal, "labour_id > :low AND labour_id <= :high ORDER BY labour_id",
                          after.value(), to.value());
  });
}

Result<std::vector<LabourRecord>> SociLabourStore::worked(PortalId portal, TimePoint from, TimePoint to) {
  return database_.read("labour.worked", [&](soci::session& sql) -> Result<std::vector<LabourRecord>> {
    return select_between(sql, portal, "work_ms >= :low AND work_ms < :high ORDER BY work_ms, labour_id",
                          to_ms(from), to_ms(to));
  });
}

Result<std::vector<LabourRecord>> SociLabourStore::of_tickets(PortalId portal,
                                                              std::span<const TicketId> tickets) {
  return database_.read("labour.of_tickets", [&](soci::session& sql) -> Result<std::vector<LabourRecord>> {
    const long long portal_id = portal.value();
    long long ticket = 0;
    LabourRow row;
    soci::statement select =
        (sql.prepare << std::string(kSelect) + "ticket = :ticket ORDER BY labour_id", into(row.id),
         into(row.ticket), into(row.user), into(row.seconds), into(row.work), into(row.created),
         use(portal_id, "portal"), use(ticket, "ticket"));
    std::vector<LabourRecord> records;
    for (const TicketId id : tickets) {
      ticket = id.value();
      select.execute();
      while (select.fetch()) records.push_back(row.record());
    }
    return records;
  });
}

Result<std::vector<std::int64_t>> SociLabourStore::seconds_of(PortalId portal,
                                                              std::span<const TicketId> tickets) {
  return database_.read("labour.seconds", [&](soci::session& sql) -> Result<std::vector<std::int64_t>> {
    const long long portal_id = portal.value();
    long long ticket = 0, seconds = 0;
    soci::statement select =
        (sql.prepare << "SELECT seconds FROM labour WHERE portal = :portal AND ticket = :ticket",
         into(seconds), use(portal_id, "portal"), use(ticket, "ticket"));
    std::vector<std::int64_t> sums;
    sums.reserve(tickets.size());
    for (const TicketId id : tickets) {
      ticket = id.value();
      std::int64_t sum = 0;
      select.execute();
      while (select.fetch()) sum += seconds;
      sums.push_back(sum);
    }
    return sums;
  });
}

Result<LabourId> SociLabourStore::newest(PortalId portal) {
  return database_.read("labour.newest", [&](soci::session& sql) -> Result<LabourId> {
    const long long portal_id = portal.value();
    long long id = 0;
    sql << "SELECT labour_id FROM labour WHERE portal = :portal ORDER BY labour_id DESC LIMIT 1", into(id),
        use(portal_id, "portal");
    return LabourId{sql.got_data() ? id : 0};
  });
}

}  // namespace sd::reports::sql
