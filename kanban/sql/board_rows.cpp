#include "kanban/sql/board_rows.h"

#include "kanban/sql/card_row.h"

namespace sd::kanban::sql {

using soci::into;
using soci::use;

std::int64_t read_revision(soci::session& sql, PortalId portal, GroupId group) {
  const long long portal_id = portal.value(), group_id = group.value();
  long long revision = 0;
  sql << "SELECT revision FROM board_revision WHERE portal = :portal AND group_id = :group", into(revision),
      use(portal_id, "portal"), use(group_id, "group");
  return sql.got_data() ? revision : 0;
}

std::int64_t raise_revision(soci::session& sql, PortalId portal, GroupId group) {
  const long long portal_id = portal.value(), group_id = group.value();
  // Changed before it is read: of two servers' transactions the second waits here, instead of both holding
  // what they have read and neither getting to change it.
  soci::statement raise = (sql.prepare << "UPDATE board_revision SET revision = revision + 1"
                                          " WHERE portal = :portal AND group_id = :group",
                           use(portal_id, "portal"), use(group_id, "group"));
  raise.execute(true);
  if (raise.get_affected_rows() > 0) return read_revision(sql, portal, group);
  sql << "INSERT INTO board_revision (portal, group_id, revision) VALUES (:portal, :group, 1)",
      use(portal_id, "portal"), use(group_id, "group");
  return 1;
}

std::vector<Stage> read_stages(soci::session& sql, PortalId portal, GroupId group) {
  const long long portal_id = portal.value(), group_id = group.value();
  long long id = 0, sort = 0;
  std::string title, color, role;
  soci::statement select =
      (sql.prepare << "SELECT stage_id, title, color, sort, role FROM stage WHERE portal = :portal AND"
                      " group_id = :group ORDER BY sort, stage_id",
       into(id), into(title), into(color), into(sort), into(role), use(portal_id, "portal"),
       use(group_id, "group"));
  select.execute();
  std::vector<Stage> stages;
  while (select.fetch()) {
    stages.push_back(
        {StageId{id}, group, title, color, static_cast<int>(sort), role_from(role).value_or(Role::kIntake)});
  }
  return stages;
}

// SOCI binds by address: everything bound lives here, and does not move.
struct JournalReader::State {
  State(soci::session& sql, PortalId portal_id) : portal(portal_id.value()), select(sql) {
    bind_into(select, row);
    select.exchange(use(portal, "portal"));
    select.exchange(use(ticket, "ticket"));
    select.alloc();
    select.prepare(std::string("SELECT ") + kJournalColumns +
                   " FROM journal WHERE portal = :portal AND ticket = :ticket"
                   " ORDER BY at_ms, tie_order, fact_key");
    select.define_and_bind();
  }

  long long portal;
  long long ticket = 0;
  JournalSqlRow row;
  soci::statement select;
};

JournalReader::JournalReader(soci::session& sql, PortalId portal)
    : state_(std::make_shared<State>(sql, portal)) {}

std::vector<JournalRow> JournalReader::read(TicketId ticket) {
  state_->ticket = ticket.value();
  state_->select.execute();
  std::vector<JournalRow> rows;
  while (state_->select.fetch()) rows.push_back(from_row(state_->row));
  return rows;
}

}  // namespace sd::kanban::sql
