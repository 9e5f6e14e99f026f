#include "kanban/sql/board_rows.h"

#include <algorithm>
#include <unordered_map>

#include "extension/storage/bulk_select.h"
#include "extension/storage/id_lists.h"
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

std::vector<std::vector<JournalRow>> read_journals(soci::session& sql, storage::Dialect dialect,
                                                   PortalId portal, std::span<const TicketId> tickets) {
  std::vector<std::vector<JournalRow>> journals(tickets.size());
  std::unordered_map<long long, std::size_t> places;  // the first of those who ask for the same ticket
  for (std::size_t i = 0; i < tickets.size(); ++i) places.try_emplace(tickets[i].value(), i);
  storage::in_lists(tickets, [&](const std::string& list) {
    storage::BulkSelect read(sql, dialect,
                             std::string("SELECT ticket, ") + kJournalColumns +
                                 " FROM journal WHERE portal = " + std::to_string(portal.value()) +
                                 " AND ticket IN (" + list + ")");
    while (read.next()) journals[places.at(read.number(0))].push_back(journal_row(read, 1));
  });
  for (std::vector<JournalRow>& rows : journals) std::sort(rows.begin(), rows.end(), earlier);
  for (std::size_t i = 0; i < tickets.size(); ++i) {
    const std::size_t first = places.at(tickets[i].value());
    if (first != i) journals[i] = journals[first];
  }
  return journals;
}

}  // namespace sd::kanban::sql
