#include "tests/bench/labour_world.h"

#include <chrono>

#include "extension/core/iso_time.h"
#include "kanban/sql/soci_people_store.h"
#include "reports/sql/soci_labour_store.h"
#include "tests/bench/dice.h"

namespace sd::bench {
namespace {

using reports::LabourRecord;

constexpr std::size_t kRecordsAtOnce = 5'000;

void put_people(storage::Database& database, const WorldSize& size) {
  kanban::sql::SociPeopleStore people(database);
  std::vector<kanban::PortalUser> users;
  for (std::int64_t id = 1; id <= size.employees; ++id) {
    kanban::PortalUser& user = users.emplace_back();
    user.id = UserId{id};
    user.name = "Сотрудник " + std::to_string(id);
    user.active = true;
  }
  must(people.put_users(kWorldPortal, users, from_ms(0)));
  std::vector<std::pair<CompanyId, std::string>> companies;
  for (std::int64_t id = 1; id <= size.companies; ++id) {
    companies.emplace_back(id, "Компания " + std::to_string(id));
  }
  must(people.put_companies(kWorldPortal, companies, from_ms(0)));
  for (const GroupId group : groups_of(size)) {
    std::vector<kanban::GroupMember> members;
    for (std::int64_t id = 1 + group.value() % size.groups; id <= size.employees; id += size.groups) {
      members.push_back({UserId{id}, 'K'});
    }
    must(people.put_members(kWorldPortal, group, members));
  }
}

// Each has a new plan each year.
void put_plans(storage::Database& database, const WorldSize& size) {
  must(database.write("bench.plans", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
    for (int year = 0; year <= size.years; ++year) {
      const std::string from = format_iso_time(TimePoint{begin_of(size) + std::chrono::days{365 * year}});
      const std::string day = "'" + from.substr(0, 10) + "', ";
      for (std::int64_t id = 1; id <= size.employees; ++id) {
        sql << "INSERT INTO employee_plan (portal, user_id, valid_from, minutes) VALUES (1, " +
                   std::to_string(id) + ", " + day + std::to_string(360 + 30 * year) + ")";
      }
      for (std::int64_t id = 1; id <= size.companies; ++id) {
        sql << "INSERT INTO client_plan (portal, company_id, valid_from, minutes) VALUES (1, " +
                   std::to_string(id) + ", " + day + std::to_string(6'000 + 60 * id) + ")";
      }
    }
    return Done{};
  }));
}

// Of the days after the task came; mostly written down at once, seldom a month later.
LabourRecord record_of(Dice& dice, const WorldSize& size, std::int64_t id, std::int64_t ticket,
                       TimePoint created) {
  LabourRecord record;
  record.id = reports::LabourId{id};
  record.ticket = TicketId{ticket};
  record.user = UserId{dice.below(size.employees) + 1};
  record.seconds = 300 + dice.below(7'200);
  record.work_at = std::min(TimePoint{kWorldEnd} - Millis{1}, created + Millis{dice.below(20 * kDay)});
  record.created_at = record.work_at + Millis{dice.in_a_hundred(1) ? 30 * kDay : kHour};
  return record;
}

}  // namespace

double make_labour(storage::Database& database, const WorldSize& size) {
  put_people(database, size);
  put_plans(database, size);
  reports::sql::SociLabourStore store(database);
  Dice dice;
  const TimePoint begin{begin_of(size)};
  const std::int64_t length = (TimePoint{kWorldEnd} - begin).count();
  std::vector<LabourRecord> records;
  std::chrono::steady_clock::duration storing{};
  const auto flush = [&] {
    const auto started = std::chrono::steady_clock::now();
    must(store.put(kWorldPortal, records, {}, from_ms(0)));
    storing += std::chrono::steady_clock::now() - started;
    records.clear();
  };
  std::int64_t id = 0;
  for (std::int64_t ticket = 1; ticket <= size.tasks; ++ticket) {
    const TimePoint created = begin + Millis{length * (ticket - 1) / size.tasks};
    for (std::int64_t i = 0; i < size.records_a_task; ++i) {
      records.push_back(record_of(dice, size, ++id, ticket, created));
    }
    if (records.size() >= kRecordsAtOnce) flush();
  }
  if (!records.empty()) flush();
  return std::chrono::duration<double>(storing).count();
}

}  // namespace sd::bench
