#include "tests/integration/import/store.h"

#include <algorithm>
#include <sstream>

#include "extension/storage/migrations.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_settings_store.h"

namespace sd::test {
namespace {

const PortalId kPortal{1};

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

void Store::make(TimePoint bound_at) {
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

}  // namespace sd::test
