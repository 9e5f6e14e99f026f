#include "reports/sql/soci_labour_store.h"

#include <string>
#include <unordered_map>

#include "extension/storage/bulk_insert.h"
#include "extension/storage/id_lists.h"

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

// What is stored under these ids, with the group and company of its card.
struct Stored {
  LabourRecord record;
  long long group = 0, company = 0;
};

// One put() call.
class Writer {
 public:
  Writer(soci::session& sql, storage::Dialect dialect, PortalId portal, TimePoint now)
      : sql_(sql),
        portal_(portal.value()),
        now_(to_ms(now)),
        records_(sql, dialect,
                 "REPLACE INTO labour (portal, labour_id, ticket, user_id, seconds, work_ms, created_ms,"
                 " group_id, company)",
                 9),
        changes_(
            sql, dialect,
            "REPLACE INTO labour_change (portal, work_ms, labour_id, seen_ms, user_id, group_id, company)",
            7) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Before anything else.
  void look_up(std::span<const LabourRecord> records, std::span<const LabourId> gone) {
    std::vector<LabourId> ids(gone.begin(), gone.end());
    std::vector<TicketId> tickets;
    for (const LabourRecord& record : records) {
      ids.push_back(record.id);
      if (places_.try_emplace(record.ticket.value()).second) tickets.push_back(record.ticket);
    }
    storage::in_lists(std::span<const LabourId>(ids), [&](const std::string& list) { read_stored(list); });
    storage::in_lists(std::span<const TicketId>(tickets),
                      [&](const std::string& list) { read_places(list); });
  }

  void put(std::span<const LabourRecord> records) {
    for (const LabourRecord& record : records) {
      const auto before = stored_.find(record.id);
      if (before != stored_.end() && before->second.record != record) note(before->second, record.work_at);
      const auto [group, company] = places_[record.ticket.value()];
      records_.number(portal_).number(record.id.value()).number(record.ticket.value());
      records_.number(record.user.value()).number(record.seconds).number(to_ms(record.work_at));
      records_.number(to_ms(record.created_at)).number(group).number(company);
    }
    records_.finish();
  }

  void forget(std::span<const LabourId> gone) {
    for (const LabourId one : gone) {
      const long long id = one.value();
      sql_ << "DELETE FROM labour WHERE portal = :portal AND labour_id = :id", use(portal_, "portal"),
          use(id, "id");
      const auto before = stored_.find(one);
      if (before != stored_.end()) note(before->second, before->second.record.work_at);
    }
  }

  void put_changes() {
    for (const auto& [work_at, before] : noted_) {
      changes_.number(portal_).number(to_ms(work_at)).number(before.record.id.value()).number(now_);
      changes_.number(before.record.user.value()).number(before.group).number(before.company);
    }
    changes_.finish();
  }

 private:
  // `to`: the work date it has now.
  void note(const Stored& before, TimePoint to) {
    noted_.emplace_back(before.record.work_at, before);
    if (to != before.record.work_at) noted_.emplace_back(to, before);
  }

  void read_stored(const std::string& list) {
    LabourRow row;
    long long group = 0, company = 0;
    soci::statement select =
        (sql_.prepare << "SELECT labour_id, ticket, user_id, seconds, work_ms, created_ms, group_id, company"
                         " FROM labour WHERE portal = :portal AND labour_id IN (" +
                             list + ")",
         into(row.id), into(row.ticket), into(row.user), into(row.seconds), into(row.work), into(row.created),
         into(group), into(company), use(portal_, "portal"));
    select.execute();
    while (select.fetch()) stored_.emplace(LabourId{row.id}, Stored{row.record(), group, company});
  }

  void read_places(const std::string& list) {
    long long ticket = 0, group = 0, company = 0;
    soci::statement select =
        (sql_.prepare << "SELECT ticket, group_id, company FROM card WHERE portal = :portal AND ticket IN (" +
                             list + ")",
         into(ticket), into(group), into(company), use(portal_, "portal"));
    select.execute();
    while (select.fetch()) places_[ticket] = {group, company};
  }

  soci::session& sql_;
  long long portal_;
  long long now_;
  std::unordered_map<LabourId, Stored> stored_;
  std::unordered_map<long long, std::pair<long long, long long>> places_;  // group, company; by ticket
  std::vector<std::pair<TimePoint, Stored>> noted_;  // by the work date that is not what it was
  storage::BulkInsert records_, changes_;
};

}  // namespace

Status SociLabourStore::put(PortalId portal, std::span<const LabourRecord> records,
                            std::span<const LabourId> gone, TimePoint now) {
  if (records.empty() && gone.empty()) return Done{};
  return database_.write("labour.put", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
    Writer writer(sql, database_.dialect(), portal, now);
    writer.look_up(records, gone);
    writer.put(records);
    writer.forget(gone);
    writer.put_changes();
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
    std::unordered_map<long long, std::vector<LabourRecord>> found;
    storage::in_lists(tickets, [&](const std::string& list) {
      LabourRow row;
      soci::statement select =
          (sql.prepare << std::string(kSelect) + "ticket IN (" + list + ") ORDER BY labour_id", into(row.id),
           into(row.ticket), into(row.user), into(row.seconds), into(row.work), into(row.created),
           use(portal_id, "portal"));
      select.execute();
      while (select.fetch()) found[row.ticket].push_back(row.record());
    });
    std::vector<LabourRecord> records;
    for (const TicketId ticket : tickets) {
      const std::vector<LabourRecord>& its = found[ticket.value()];
      records.insert(records.end(), its.begin(), its.end());
    }
    return records;
  });
}

Result<std::vector<std::int64_t>> SociLabourStore::seconds_of(PortalId portal,
                                                              std::span<const TicketId> tickets) {
  return database_.read("labour.seconds", [&](soci::session& sql) -> Result<std::vector<std::int64_t>> {
    const long long portal_id = portal.value();
    std::unordered_map<long long, std::int64_t> spent;
    storage::in_lists(tickets, [&](const std::string& list) {
      long long ticket = 0, seconds = 0;
      soci::statement select =
          (sql.prepare << "SELECT ticket, SUM(seconds) FROM labour WHERE portal = :portal AND ticket IN (" +
                              list + ") GROUP BY ticket",
           into(ticket), into(seconds), use(portal_id, "portal"));
      select.execute();
      while (select.fetch()) spent[ticket] = seconds;
    });
    std::vector<std::int64_t> sums;
    sums.reserve(tickets.size());
    for (const TicketId ticket : tickets) sums.push_back(spent[ticket.value()]);
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
