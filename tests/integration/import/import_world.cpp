#include "tests/integration/import/import_world.h"

#include <soci/mysql/soci-mysql.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <sstream>

#include "extension/core/iso_time.h"
#include "extension/storage/migrations.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_fill_store.h"
#include "kanban/sql/soci_people_store.h"
#include "kanban/sql/soci_settings_store.h"
#include "reports/sql/soci_labour_store.h"
#include "tests/portal/box/box_tables.h"
#include "tests/portal/engine/discussion.h"
#include "tests/portal/engine/task_rules.h"

namespace sd::test {
namespace {

using portal_double::Portal;

const PortalId kPortal{1};

void add_fields(Portal& portal) {
  for (const auto& [name, type] : {std::pair{"UF_SD_TYPE", "string"}, std::pair{"UF_SD_STOPPER", "string"},
                                   std::pair{"UF_SD_ESTIMATE", "double"}}) {
    portal_double::UserField field;
    field.name = name;
    field.type = type;
    portal.fields.add(field);
  }
}

// What the sample's people do not do.
void add_rare_things(Portal& portal) {
  const portal_double::Caller chief = portal.session(1);
  const std::vector<std::int64_t> tasks(portal.tasks.of_group(77).begin(), portal.tasks.of_group(77).end());
  const auto pass = [&portal] { portal.clock.advance(61'000); };
  std::size_t at = 0;
  const auto next = [&] {
    pass();
    return tasks.at(at += 3);
  };
  portal_double::update_task(portal, chief, next(), {{"TITLE", {"🔥 Горит сервер: «1С» не отвечает"}}});
  portal_double::update_task(portal, chief, next(), {{"XML_ID", {"заявка-17"}}});
  portal_double::update_task(portal, chief, next(), {{"UF_CRM_TASK", {"C_5", "CO_593", "CO_591"}}});
  portal_double::update_task(portal, chief, next(), {{"UF_SD_ESTIMATE", {"-3"}}});
  portal_double::update_task(portal, chief, next(), {{"UF_SD_TYPE", {"Чего нет в словаре"}}});
  portal_double::update_task(portal, chief, next(), {{"TASK_CONTROL", {"Y"}}});
  for (int move = 0; move < 3; ++move) {
    const std::int64_t moved = next();
    portal_double::update_task(portal, chief, moved, {{"GROUP_ID", {"78"}}});
    if (move == 2) continue;
    pass();
    portal_double::update_task(portal, chief, moved, {{"GROUP_ID", {"77"}}});
  }
  for (const char* const day : {"2025-11-03T12:00:00+03:00", "2025-11-04T12:00:00+03:00"}) {
    portal_double::LabourWrite write;
    write.seconds = 5'400;
    write.comment = "Разбирались с «кириллицей»";
    write.created = to_ms(*parse_iso_time(day));
    portal_double::add_labour(portal, chief, next(), write);
  }
  portal_double::add_comment(portal, chief, next(), "Как успехи? 🙂");
  for (int gone = 0; gone < 2; ++gone) {
    const std::int64_t task = next();
    portal_double::add_labour(portal, chief, task, {900, std::nullopt, 0, 0});
    portal_double::delete_task(portal, chief, task);
  }
}

}  // namespace

const std::map<std::string, std::string>& left_out() {
  static const std::map<std::string, std::string> columns{
      {"card.revision", "counts the transactions that stored cards"},
      {"board_revision.revision", "counts the transactions that stored cards"},
      {"app_user.seen_ms", "when it was read"},
      {"company.seen_ms", "when it was read"},
      {"stage_title.seen_ms", "when it was read"},
      {"bound_group.reconciled_ms", "where reconciliation goes on"},
      {"back_fill.*", "how far which way of filling has come"},
      {"sync_figure.*", "the same in figures"},
      {"schema_version.*", "when the schema was made"},
  };
  return columns;
}

Store::Store(storage::Dialect dialect, TimePoint bound_at) : place_(dialect) {
  open();
  const auto migrated = storage::migrate(*database_, storage::main_migrations(), from_ms(0));
  if (!migrated) ADD_FAILURE() << migrated.error().detail;
  run("INSERT INTO portal (id, member_id, client_endpoint, server_endpoint, client_id, "
      "application_token_sealed,"
      " installed_by, installed_ms, state, scope, lang) VALUES (1, 'm1', 'https://p.example/rest/',"
      " 'https://o.example/rest/', 'local.1', '', 1, 0, 'installed', 'task', 'ru')");
  kanban::sql::SociCardStore cards(*database_);
  for (const std::int64_t number : {77, 78}) {
    kanban::BoundGroup group;
    group.group = GroupId{number};
    group.bound_at = bound_at;
    EXPECT_TRUE(cards.bind(kPortal, group));
  }
  kanban::sql::SociSettingsStore settings(*database_);
  const std::vector<kanban::DictionaryEntry> types{{"Первая линия", ""}, {"Отдел разработки", ""}};
  EXPECT_TRUE(settings.put_dictionary(kPortal, kanban::DictionaryKind::kType, types));
}

void Store::open() { database_ = std::move(storage::Database::open(place_.options())).value(); }

void Store::run(const std::string& statement) {
  const Status done =
      database_->write("test", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
        sql << statement;
        return Done{};
      });
  EXPECT_TRUE(done) << statement;
}

long long Store::number(const std::string& query) {
  const auto read = [&](soci::session& sql) -> Result<long long> {
    long long value = 0;
    sql << query, soci::into(value);
    return value;
  };
  return database_->read("test", read).value();
}

Dump Store::dump() {
  Dump all;
  for (const std::string& table : tables_of(*database_)) {
    if (table == kKept || left_out().contains(table + ".*")) continue;
    std::vector<std::string> columns;
    for (const Column& column : columns_of(*database_, table)) {
      if (!left_out().contains(table + "." + column.name)) columns.push_back(column.name);
    }
    std::string list;
    for (const std::string& column : columns) list += (list.empty() ? "" : ", ") + column;
    std::vector<std::string>& rows = all[table];
    const auto read = database_->read("test", [&](soci::session& sql) -> Status {
      rows.clear();
      const soci::rowset<soci::row> found = (sql.prepare << "SELECT " + list + " FROM " + table);
      for (const soci::row& row : found) {
        std::ostringstream text;
        for (std::size_t i = 0; i < columns.size(); ++i) {
          text << columns[i] << "=";
          if (row.get_indicator(i) == soci::i_null) {
            text << "NULL";
          } else if (row.get_properties(i).get_data_type() == soci::dt_long_long) {
            text << row.get<long long>(i);
          } else {
            text << row.get<std::string>(i);
          }
          text << "|";
        }
        rows.push_back(text.str());
      }
      return Done{};
    });
    if (!read) ADD_FAILURE() << table << ": " << read.error().detail;
    std::sort(rows.begin(), rows.end());
  }
  return all;
}

std::string difference(const Dump& left, const Dump& right) {
  std::ostringstream text;
  constexpr std::size_t kShown = 3;
  for (const auto& [table, rows] : left) {
    const auto found = right.find(table);
    const std::vector<std::string> others = found == right.end() ? std::vector<std::string>{} : found->second;
    std::vector<std::string> lost, added;
    std::set_difference(rows.begin(), rows.end(), others.begin(), others.end(), std::back_inserter(lost));
    std::set_difference(others.begin(), others.end(), rows.begin(), rows.end(), std::back_inserter(added));
    if (lost.empty() && added.empty()) continue;
    text << table << ": " << lost.size() << " rows only left, " << added.size() << " only right\n";
    for (std::size_t i = 0; i < std::min(kShown, lost.size()); ++i) text << "  < " << lost[i] << "\n";
    for (std::size_t i = 0; i < std::min(kShown, added.size()); ++i) text << "  > " << added[i] << "\n";
  }
  if (left.size() != right.size()) text << "not the same tables\n";
  return text.str();
}

Box::Box(const std::string& socket) : socket_(socket) {
  static std::atomic<int> made{0};
  name_ = "box" + std::to_string(::getpid()) + "_" + std::to_string(++made);
  administer(socket_, {"CREATE DATABASE " + name_ + " CHARACTER SET utf8mb4"});
}

Box::~Box() { administer(socket_, {"DROP DATABASE " + name_}); }

void Box::run(const std::string& statement) {
  administer(socket_, {"USE " + name_, "SET SESSION sql_mode = ''", statement});
}

void Box::write(const Portal& portal, const std::string& zone) {
  soci::session sql(soci::mysql,
                    "unix_socket='" + socket_ + "' user='root' charset=utf8mb4 db='" + name_ + "'");
  sql << "START TRANSACTION";
  portal_double::write_box(sql, portal, {zone});
  sql << "COMMIT";
}

std::string Box::url(const std::string& user) const {
  return "mysql://" + user + "@localhost/" + name_ + "?socket=" + socket_;
}

ImportWorld::ImportWorld(int tasks) : FirstFill({}) {
  portal.with([&](Portal& engine) {
    add_fields(engine);
    portal_double::add_sample_tasks(engine, tasks);
    portal_double::fill_fields(engine, 77);
    engine.clock.advance(600'000);
    add_rare_things(engine);
  });
  // Long enough ago that nothing more can have happened within the same second.
  clock.advance(std::chrono::hours{2});
  bound_at_ = clock.now();
  portal.with([&](Portal& engine) { box_.write(engine); });
}

void ImportWorld::fill_over_rest(Store& store) {
  kanban::sql::SociCardStore soci_cards(*store);
  kanban::sql::SociPeopleStore soci_people(*store);
  kanban::sql::SociSettingsStore soci_settings(*store);
  kanban::sql::SociFillStore soci_points(*store);
  reports::sql::SociLabourStore soci_records(*store);
  kanban::ApplyReads soci_apply(soci_cards, revisions);
  kanban::SyncStages soci_stages(rest, soci_cards, revisions, notices);
  kanban::SyncTickets soci_sync(rest, soci_cards, soci_settings, soci_people, soci_apply, soci_stages);
  kanban::FillBook soci_book(soci_points, rest, health, clock);
  kanban::BackFill fill({rest, soci_cards, soci_people, soci_sync, soci_stages, soci_book});
  reports::ReconcileLabour soci_labour({labour_rest, soci_records, soci_cards, soci_book, clock});
  const auto done = [](const Status& status) {
    ASSERT_TRUE(status) << status.error().code << " " << status.error().detail;
  };
  done(fill.users(kPortal, go_on));
  for (const GroupId group : groups_) {
    done(fill.open_tickets(kPortal, group, go_on));
    const auto members = rest.members(kanban::background(kPortal), group);
    ASSERT_TRUE(members);
    done(soci_people.put_members(kPortal, group, *members));
  }
  done(fill.closed_tickets(kPortal, go_on));
  done(soci_labour.fill(kPortal, [] { return true; }));
  done(fill.histories(kPortal, go_on));
}

portal_db::BoxOptions ImportWorld::box_options(const Box& box) const {
  portal_db::BoxOptions options;
  options.address = *parse_database_address(box.url());
  options.zone = "Europe/Moscow";
  options.names = {"UF_SD_TYPE", "UF_SD_STOPPER", "UF_SD_ESTIMATE"};
  options.portal = kPortal;
  options.repeat_pause = Millis{20};
  return options;
}

Result<bool> ImportWorld::import_from(const Box& box, Store& store, std::size_t step,
                                      const sdctl::ImportRun::GoOn& may_go_on) {
  kanban::sql::SociImportAside aside(*store);
  const auto opened = portal_db::BoxDatabase::open(box_options(box), aside, clock);
  if (!opened) return opened.error();
  std::ostringstream out;
  sdctl::ImportProgress progress(out, false, clock);
  return sdctl::ImportRun(*store, **opened, kPortal, clock, step).run(groups_, progress, may_go_on);
}

}  // namespace sd::test
