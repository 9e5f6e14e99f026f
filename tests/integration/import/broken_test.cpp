// What an import says of a database that is not as it should be, and of rows that cannot be understood.
#include <gmock/gmock.h>

#include "tests/integration/import/import_world.h"

namespace sd::test {
namespace {

using kanban::AsideRow;
using storage::Dialect;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

struct BrokenBox : ImportWorld {
  BrokenBox() : ImportWorld(12), store(Dialect::kSqlite, bound_at_) {}

  // What opening the box is refused for; nothing has been stored then.
  Error refused(const portal_db::BoxOptions& options) {
    kanban::sql::SociImportAside aside(*store);
    const auto box = portal_db::BoxDatabase::open(options, aside, clock);
    EXPECT_FALSE(box);
    EXPECT_EQ(store.number("SELECT COUNT(*) FROM card"), 0);
    return box ? Error{ErrorKind::kInternal, "opened", {}} : box.error();
  }
  Error refused() { return refused(box_options()); }

  // The id that `query` finds in the box.
  std::int64_t found(const std::string& query) {
    kanban::sql::SociImportAside aside(*store);
    auto there = portal_db::Connection::open(*parse_database_address(box_.url()), Secret{}).value();
    std::int64_t value = 0;
    const std::initializer_list<std::int64_t> none{};
    EXPECT_TRUE(there->select(query, none, [&](const portal_db::Row& row) { value = row.integer(1); }));
    return value;
  }

  Store store;
};

TEST_F(BrokenBox, ADatabaseWithoutThePortalsTablesIsNone) {
  Box empty;
  portal_db::BoxOptions options = box_options();
  options.address = *parse_database_address(empty.url());
  EXPECT_EQ(refused(options).code, "portal_db.not_a_portal");
}

TEST_F(BrokenBox, AMissingColumnOrTableIsNamed) {
  box_.run("ALTER TABLE b_tasks DROP COLUMN STAGE_ID");
  box_.run("DROP TABLE b_tasks_log");
  const Error error = refused();
  EXPECT_EQ(error.code, "portal_db.schema");
  EXPECT_THAT(error.detail, HasSubstr("b_tasks.STAGE_ID"));
  EXPECT_THAT(error.detail, HasSubstr("b_tasks_log.FIELD"));
}

TEST_F(BrokenBox, AColumnOfANewerSchemaIsNamedWithItsType) {
  box_.run("ALTER TABLE b_tasks MODIFY DEADLINE BIGINT");
  const Error error = refused();
  EXPECT_EQ(error.code, "portal_db.schema");
  EXPECT_THAT(error.detail, HasSubstr("b_tasks.DEADLINE is bigint"));
}

TEST_F(BrokenBox, AnotherPortalHasNotOurFields) {
  box_.run("ALTER TABLE b_uts_tasks_task DROP COLUMN UF_SD_STOPPER");
  const Error error = refused();
  EXPECT_EQ(error.code, "portal_db.fields");
  EXPECT_EQ(error.detail, "UF_SD_STOPPER");
}

TEST_F(BrokenBox, AStrangersStagesAreNoticed) {
  kanban::sql::SociImportAside aside(*store);
  const auto box = portal_db::BoxDatabase::open(box_options(), aside, clock).value();
  kanban::Stage ours;
  ours.id = StageId{999};
  EXPECT_EQ(box->check_group(GroupId{77}, {&ours, 1}).error().code, "portal_db.other_portal");
  EXPECT_EQ(box->check_group(GroupId{7'777}, {}).error().code, "portal_db.other_portal");
  EXPECT_TRUE(box->check_group(GroupId{77}, {}));
}

// The grants of the operations guide are enough, and one of them less is told by name.
TEST_F(BrokenBox, RightsAreCheckedColumnByColumn) {
  const std::string user = "u_" + box_.name(), on = box_.name() + ".";
  box_.run("CREATE USER " + user + "@localhost");
  const std::vector<std::string> grants{
      "SELECT (ID, TITLE, PRIORITY, STATUS, RESPONSIBLE_ID, CREATED_BY, DEADLINE, CREATED_DATE, CHANGED_DATE,"
      " CLOSED_DATE, GROUP_ID, STAGE_ID, FORUM_TOPIC_ID, TASK_CONTROL, XML_ID, ZOMBIE) ON " +
          on + "b_tasks",
      "SELECT ON " + on + "b_uts_tasks_task",
      "SELECT ON " + on + "b_tasks_log",
      "SELECT ON " + on + "b_tasks_stages",
      "SELECT ON " + on + "b_tasks_elapsed_time",
      "SELECT (TOPIC_ID, NEW_TOPIC) ON " + on + "b_forum_message",
      "SELECT (ID, ACTIVE, NAME, LAST_NAME, EMAIL, EXTERNAL_AUTH_ID) ON " + on + "b_user",
      "SELECT (VALUE_ID, UF_DEPARTMENT) ON " + on + "b_uts_user",
      "SELECT (ID, NAME, CLOSED) ON " + on + "b_sonet_group",
      "SELECT (USER_ID, GROUP_ID, ROLE) ON " + on + "b_sonet_user2group",
      "SELECT (ID, TITLE) ON " + on + "b_crm_company",
  };
  for (const std::string& grant : grants) box_.run("GRANT " + grant + " TO " + user + "@localhost");
  portal_db::BoxOptions options = box_options();
  options.address = *parse_database_address(box_.url(user));
  {
    kanban::sql::SociImportAside aside(*store);
    const auto box = portal_db::BoxDatabase::open(options, aside, clock);
    ASSERT_TRUE(box) << box.error().detail;
    std::ostringstream out;
    sdctl::ImportProgress progress(out, false, clock);
    Store whole(Dialect::kSqlite, bound_at_);
    EXPECT_TRUE(sdctl::ImportRun(*whole, **box, id, clock).run(groups_, progress, [] { return true; }));
  }
  box_.run("REVOKE SELECT (EMAIL) ON " + on + "b_user FROM " + user + "@localhost");
  const Error error = refused(options);
  EXPECT_EQ(error.code, "portal_db.denied");
  EXPECT_THAT(error.detail, HasSubstr("b_user.EMAIL"));
  box_.run("DROP USER " + user + "@localhost");
}

TEST_F(BrokenBox, AUserWhoIsNotLetInIsToldSo) {
  portal_db::BoxOptions options = box_options();
  options.address = *parse_database_address(box_.url("nobody_" + box_.name()));
  options.password = Secret("very-secret");
  const Error error = refused(options);
  EXPECT_EQ(error.code, "portal_db.denied");
  EXPECT_EQ(error.detail.find("very-secret"), std::string::npos);
}

TEST_F(BrokenBox, AZoneThatDoesNotFitTheDeadlinesIsRefused) {
  const std::int64_t task = found("SELECT MIN(ID) FROM b_tasks WHERE GROUP_ID = 77");
  // 2026-01-02 12:00 in Moscow, which is 09:00 UTC.
  box_.run("UPDATE b_tasks SET DEADLINE = '2026-01-02 12:00:00' WHERE ID = " + std::to_string(task));
  for (int i = 0; i < 3; ++i) {
    box_.run(
        "INSERT INTO b_tasks_log (CREATED_DATE, USER_ID, TASK_ID, FIELD, FROM_VALUE, TO_VALUE) VALUES"
        " ('2025-12-01 00:00:00', 1, " +
        std::to_string(task) + ", 'DEADLINE', '', '1767344400')");
  }
  kanban::sql::SociImportAside aside(*store);
  EXPECT_TRUE(portal_db::BoxDatabase::open(box_options(), aside, clock));
  portal_db::BoxOptions options = box_options();
  options.zone = "Asia/Yekaterinburg";
  const Error error = refused(options);
  EXPECT_EQ(error.code, "portal_db.zone");
  EXPECT_THAT(error.detail, HasSubstr("-120 minutes off in Asia/Yekaterinburg"));
}

TEST_F(BrokenBox, AZoneInWhichTheNewestChangeIsStillToComeIsRefused) {
  portal_db::BoxOptions options = box_options();
  options.zone = "America/New_York";
  EXPECT_EQ(refused(options).code, "portal_db.zone");
  options.zone = "Europe/Nowhere";
  EXPECT_EQ(refused(options).code, "portal_db.zone");
}

// Each is left out whole, with its reason; all others are there.
TEST_F(BrokenBox, RowsThatCannotBeUnderstoodAreSetAside) {
  Store whole(Dialect::kSqlite, bound_at_);
  ASSERT_TRUE(import(whole));
  const auto tasks = whole.number("SELECT COUNT(*) FROM card");

  const std::int64_t first = found("SELECT MIN(ID) FROM b_tasks WHERE GROUP_ID = 77 AND ZOMBIE = 'N'");
  const auto nth = [&](int n) {
    return found("SELECT ID FROM b_tasks WHERE GROUP_ID = 77 AND ZOMBIE = 'N' ORDER BY ID LIMIT 1 OFFSET " +
                 std::to_string(n));
  };
  const std::int64_t zero = first, garbled = nth(1), garbage = nth(2), stranger = nth(3), undated = nth(4);
  const std::int64_t history =
      found("SELECT MIN(ID) FROM b_tasks_log WHERE TASK_ID = " + std::to_string(undated));
  const std::int64_t record = found(
      "SELECT MIN(e.ID) FROM b_tasks_elapsed_time e JOIN b_tasks t ON t.ID = e.TASK_ID"
      " WHERE t.GROUP_ID = 77 AND t.ZOMBIE = 'N' AND t.ID > " +
      std::to_string(undated));
  const auto task = [&](std::int64_t one, const std::string& change) {
    box_.run("UPDATE b_tasks SET " + change + " WHERE ID = " + std::to_string(one));
  };
  box_.run("ALTER TABLE b_tasks MODIFY TITLE VARBINARY(255)");
  task(zero, "CREATED_DATE = '0000-00-00 00:00:00'");
  task(garbled, "TITLE = X'D097C328'");
  box_.run("REPLACE INTO b_uts_tasks_task (VALUE_ID, UF_CRM_TASK) VALUES (" + std::to_string(garbage) +
           ", 'a:1:{i:0;s:99:\"CO_1')");
  task(stranger, "STATUS = 42");
  box_.run("UPDATE b_tasks_log SET CREATED_DATE = '0000-00-00 00:00:00' WHERE ID = " +
           std::to_string(history));
  box_.run("UPDATE b_tasks_elapsed_time SET CREATED_DATE = '0000-00-00 00:00:00' WHERE ID = " +
           std::to_string(record));

  const auto done = import(store);
  ASSERT_TRUE(done) << done.error().code << " " << done.error().detail;
  kanban::sql::SociImportAside aside(*store);
  EXPECT_THAT(*aside.list(id, 100),
              UnorderedElementsAre(
                  AsideRow{"task", zero, "CREATED_DATE is 0000-00-00"},
                  AsideRow{"task", garbled, "TITLE is not UTF-8"},
                  AsideRow{"task", garbage, "UF_CRM_TASK is no serialised list"},
                  AsideRow{"task", stranger, "STATUS is not a known number"},
                  AsideRow{"task", undated,
                           "history row " + std::to_string(history) + ": CREATED_DATE is 0000-00-00"},
                  AsideRow{"labour", record, "CREATED_DATE is no date"}));
  EXPECT_EQ(store.number("SELECT COUNT(*) FROM card"), tasks - 5);
  for (const std::int64_t one : {zero, garbled, garbage, stranger, undated}) {
    for (const char* const table : {"card", "journal", "labour"}) {
      EXPECT_EQ(store.number("SELECT COUNT(*) FROM " + std::string(table) +
                             " WHERE ticket = " + std::to_string(one)),
                0)
          << table << " of " << one;
    }
  }
  EXPECT_EQ(store.number("SELECT COUNT(*) FROM labour WHERE labour_id = " + std::to_string(record)), 0);
}

// Dates that may be absent were zeroes in old boxes and meant nothing.
TEST_F(BrokenBox, ZeroesWhereNothingMayStandAreNothing) {
  const std::int64_t task = found("SELECT MIN(ID) FROM b_tasks WHERE GROUP_ID = 77 AND ZOMBIE = 'N'");
  box_.run("UPDATE b_tasks SET DEADLINE = '0000-00-00 00:00:00' WHERE ID = " + std::to_string(task));
  ASSERT_TRUE(import(store));
  EXPECT_EQ(store.number("SELECT COUNT(*) FROM card WHERE deadline_ms IS NULL AND ticket = " +
                         std::to_string(task)),
            1);
}

TEST_F(BrokenBox, CountsWithoutStoringAnything) {
  kanban::sql::SociImportAside aside(*store);
  const auto box = portal_db::BoxDatabase::open(box_options(), aside, clock).value();
  const auto counts = box->counts(groups_);
  ASSERT_TRUE(counts);
  EXPECT_EQ(store.number("SELECT COUNT(*) FROM card"), 0);
  ASSERT_TRUE(import(store));
  EXPECT_EQ(counts->tickets, store.number("SELECT COUNT(*) FROM card"));
  EXPECT_EQ(counts->labour, store.number("SELECT COUNT(*) FROM labour"));
  EXPECT_EQ(counts->members, store.number("SELECT COUNT(*) FROM member"));
  EXPECT_EQ(counts->users, store.number("SELECT COUNT(*) FROM app_user"));
  EXPECT_EQ(counts->history, store.number("SELECT COUNT(*) FROM journal WHERE fact_key LIKE 'h%'"));
}

}  // namespace
}  // namespace sd::test
