// A portal's cards, labour records, plans and people in a real database, and the plan reports on them.
#pragma once

#include <gtest/gtest.h>

#include <map>

#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_people_store.h"
#include "reports/estimates_report.h"
#include "reports/load_report.h"
#include "reports/plan_clients_report.h"
#include "reports/plan_employees_report.h"
#include "reports/sql/labour_cards.h"
#include "reports/sql/soci_labour_facts.h"
#include "reports/sql/soci_labour_store.h"
#include "reports/sql/soci_plan_store.h"
#include "tests/contract/stores/migrated_database.h"

namespace sd::test {

using std::chrono::sys_days;

// Says what a test has told it: shares of days in thousandths (others 1000), and who is away.
struct ToldTime final : reports::WorkTime {
  Result<reports::WorkDays> work_days(PortalId, const reports::Period& period) override {
    reports::WorkDays days{period.from, {}};
    for (sys_days day = period.from; day < period.to; day += std::chrono::days{1}) {
      const auto found = shares.find(day);
      days.shares.push_back(found == shares.end() ? 1000 : found->second);
    }
    return days;
  }
  Result<std::vector<reports::DaysOff>> days_off(PortalId, const reports::Period&) override { return off; }

  std::map<sys_days, std::int32_t> shares;
  std::vector<reports::DaysOff> off;
};

struct ReportWorld {
  explicit ReportWorld(MigratedDatabase& opened) : database(opened) {}

  void run(const std::string& statement) {
    const auto done =
        database->write("test", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
          sql << statement;
          return Done{};
        });
    ASSERT_TRUE(done) << statement << ": " << done.error().detail;
  }
  std::string key() const { return std::to_string(portal.value()); }
  void bind(std::int64_t group) {
    kanban::BoundGroup bound;
    bound.group = GroupId{group};
    bound.name = "Group " + std::to_string(group);
    ASSERT_TRUE(cards.bind(portal, bound));
  }
  static kanban::Card card(std::int64_t ticket, std::int64_t group, std::int64_t company) {
    kanban::Card one;
    one.ticket = TicketId{ticket};
    one.group = GroupId{group};
    one.company = CompanyId{company};
    one.stage = StageId{1};
    one.title = "Task " + std::to_string(ticket);
    return one;
  }
  void put(const kanban::Card& one) {
    const auto stored = cards.store(portal, std::vector{kanban::CardChange{one, true, {}}}, {});
    ASSERT_TRUE(stored) << stored.error().code << " " << stored.error().detail;
  }
  void forget(std::int64_t ticket) { ASSERT_TRUE(cards.store(portal, {}, std::vector{TicketId{ticket}})); }
  void book(const reports::LabourRecord& record) {
    ASSERT_TRUE(labour.put(portal, std::vector{record}, {}, now));
  }
  void unbook(std::int64_t id) {
    ASSERT_TRUE(labour.put(portal, {}, std::vector{reports::LabourId{id}}, now));
  }
  void plan(std::int64_t user, const std::string& from, std::int64_t minutes) {
    run("INSERT INTO employee_plan (portal, user_id, valid_from, minutes) VALUES (" + key() + ", " +
        std::to_string(user) + ", '" + from + "', " + std::to_string(minutes) + ")");
  }
  void client_plan(std::int64_t company, const std::string& from, std::int64_t minutes) {
    run("INSERT INTO client_plan (portal, company_id, valid_from, minutes) VALUES (" + key() + ", " +
        std::to_string(company) + ", '" + from + "', " + std::to_string(minutes) + ")");
  }
  void exclude(std::int64_t user) {
    run("INSERT INTO person (portal, user_id, administrator, excluded) VALUES (" + key() + ", " +
        std::to_string(user) + ", 0, 1)");
  }
  void person(std::int64_t user, bool active) {
    kanban::PortalUser one;
    one.id = UserId{user};
    one.name = "User " + std::to_string(user);
    one.active = active;
    ASSERT_TRUE(people.put_users(portal, std::vector{one}, now));
  }
  reports::ReportQuestion question(sys_days from, sys_days to, std::vector<std::int64_t> groups = {7}) const {
    reports::ReportQuestion asked;
    asked.portal = portal;
    asked.period = {from, to};
    for (const std::int64_t group : groups) asked.groups.emplace_back(group);
    asked.every_group = true;
    asked.outsiders = true;
    asked.zone = zone;
    asked.now = now;
    return asked;
  }

  MigratedDatabase& database;
  PortalId portal{1};
  Zone zone = fixed_zone(std::chrono::hours{3});
  TimePoint now = sys_days{std::chrono::year{2026} / 4 / 15} + std::chrono::hours{9};
  ToldTime time;
  reports::sql::LabourCards watch;
  kanban::sql::SociCardStore cards{*database, {&watch}};
  kanban::sql::SociPeopleStore people{*database};
  reports::sql::SociLabourStore labour{*database};
  reports::sql::SociLabourFacts facts{*database};
  reports::sql::SociPlanStore plans{*database};
  reports::PlanEmployeesReport employees{{facts, plans, people, time}};
  reports::PlanClientsReport clients{{facts, plans, time}};
  reports::LoadReport load{facts, plans};
  reports::EstimatesReport estimates{facts, plans};
};

// A base ahead of ReportWorld, which refers to it.
struct Opened {
  MigratedDatabase opened_;
};

}  // namespace sd::test
