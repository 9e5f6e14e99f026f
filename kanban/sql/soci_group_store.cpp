// Bound groups, their stages and the titles stages had.
#include <algorithm>

#include "kanban/sql/board_rows.h"
#include "kanban/sql/soci_card_store.h"

namespace sd::kanban::sql {
namespace {

using soci::into;
using soci::use;

void put_stage(soci::session& sql, long long portal, const Stage& stage) {
  const long long group = stage.group.value(), id = stage.id.value(), sort = stage.sort;
  const std::string role(to_string(stage.role));
  sql << "INSERT INTO stage (portal, group_id, stage_id, title, color, sort, role)"
         " VALUES (:portal, :group, :id, :title, :color, :sort, :role)",
      use(portal, "portal"), use(group, "group"), use(id, "id"), use(stage.title, "title"),
      use(stage.color, "color"), use(sort, "sort"), use(role, "role");
}

// Kept with the titles, which outlive the stage.
void put_role(soci::session& sql, long long portal, const Stage& stage) {
  const long long group = stage.group.value(), id = stage.id.value();
  const std::string role(to_string(stage.role));
  sql << "UPDATE stage_title SET role = :role"
         " WHERE portal = :portal AND group_id = :group AND stage_id = :id",
      use(role, "role"), use(portal, "portal"), use(group, "group"), use(id, "id");
}

// The title is kept when it is not the one the stage was last seen under.
void put_title(soci::session& sql, long long portal, const Stage& stage, TimePoint now) {
  const long long group = stage.group.value(), id = stage.id.value(), seen = to_ms(now);
  std::string last;
  sql << "SELECT title FROM stage_title WHERE portal = :portal AND group_id = :group AND stage_id = :id"
         " ORDER BY seen_ms DESC LIMIT 1",
      into(last), use(portal, "portal"), use(group, "group"), use(id, "id");
  if (sql.got_data() && last == stage.title) return;
  sql << "REPLACE INTO stage_title (portal, group_id, stage_id, seen_ms, title)"
         " VALUES (:portal, :group, :id, :seen, :title)",
      use(portal, "portal"), use(group, "group"), use(id, "id"), use(seen, "seen"), use(stage.title, "title");
}

}  // namespace

Result<std::vector<BoundGroup>> SociCardStore::groups(PortalId portal) {
  return database_.read("group.list", [&](soci::session& sql) -> Result<std::vector<BoundGroup>> {
    const long long portal_id = portal.value();
    long long id = 0, bound = 0, status_follows = 0, stage_follows = 0, estimate_first = 0, synced = 0,
              reconciled = 0;
    soci::indicator reconciled_state = soci::i_null;
    std::string name;
    soci::statement select =
        (sql.prepare << "SELECT group_id, name, bound_ms, status_follows_stage, stage_follows_status,"
                        " estimate_first, synced, reconciled_ms FROM bound_group"
                        " WHERE portal = :portal ORDER BY group_id",
         into(id), into(name), into(bound), into(status_follows), into(stage_follows), into(estimate_first),
         into(synced), into(reconciled, reconciled_state), use(portal_id, "portal"));
    select.execute();
    std::vector<BoundGroup> groups;
    while (select.fetch()) {
      BoundGroup group;
      group.group = GroupId{id};
      group.name = name;
      group.bound_at = from_ms(bound);
      group.status_follows_stage = status_follows != 0;
      group.stage_follows_status = stage_follows != 0;
      group.estimate_first = estimate_first != 0;
      group.synced = synced != 0;
      if (reconciled_state == soci::i_ok) group.reconciled_at = from_ms(reconciled);
      groups.push_back(group);
    }
    return groups;
  });
}

Status SociCardStore::bind(PortalId portal, const BoundGroup& group) {
  return database_.write("group.bind", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value(), id = group.group.value(), bound = to_ms(group.bound_at),
                    status_follows = group.status_follows_stage, stage_follows = group.stage_follows_status,
                    estimate_first = group.estimate_first, synced = group.synced,
                    reconciled = group.reconciled_at ? to_ms(*group.reconciled_at) : 0;
    soci::indicator reconciled_state = group.reconciled_at ? soci::i_ok : soci::i_null;
    sql << "REPLACE INTO bound_group (portal, group_id, name, bound_ms, status_follows_stage,"
           " stage_follows_status, estimate_first, synced, reconciled_ms)"
           " VALUES (:portal, :id, :name, :bound, :status_follows, :stage_follows, "
           " :estimate_first, :synced, :reconciled)",
        use(portal_id, "portal"), use(id, "id"), use(group.name, "name"), use(bound, "bound"),
        use(status_follows, "status_follows"), use(stage_follows, "stage_follows"),
        use(estimate_first, "estimate_first"), use(synced, "synced"),
        use(reconciled, reconciled_state, "reconciled");
    return Done{};
  });
}

Status SociCardStore::unbind(PortalId portal, GroupId group) {
  return database_.write("group.unbind", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
    for (CardWatch* watch : watches_) watch->unbinding(sql, portal, group);
    const long long portal_id = portal.value(), id = group.value();
    sql << "DELETE FROM journal WHERE portal = :portal AND ticket IN"
           " (SELECT ticket FROM card WHERE portal = :same_portal AND group_id = :id)",
        use(portal_id, "portal"), use(portal_id, "same_portal"), use(id, "id");
    sql << "DELETE FROM awaited_write WHERE portal = :portal AND ticket IN"
           " (SELECT ticket FROM card WHERE portal = :same_portal AND group_id = :id)",
        use(portal_id, "portal"), use(portal_id, "same_portal"), use(id, "id");
    // What people kept of this board (kanban/http/desk_handlers.cpp).
    const std::string desks = "desk." + std::to_string(id) + ".%";
    sql << "DELETE FROM setting WHERE portal = :portal AND name LIKE :desks", use(portal_id, "portal"),
        use(desks, "desks");
    for (const char* table : {"card", "card_place", "gone", "stage", "stage_title", "member", "bound_group",
                              "flow_cycle", "flow_stop", "flow_rebuild"}) {
      sql << std::string("DELETE FROM ") + table + " WHERE portal = :portal AND group_id = :id",
          use(portal_id, "portal"), use(id, "id");
    }
    raise_revision(sql, portal, group);
    return Done{};
  });
}

Result<std::vector<Stage>> SociCardStore::stages(PortalId portal, GroupId group) {
  return database_.read("stage.list", [&](soci::session& sql) -> Result<std::vector<Stage>> {
    return read_stages(sql, portal, group);
  });
}

Status SociCardStore::put_stages(PortalId portal, GroupId group, std::span<const Stage> stages,
                                 TimePoint now) {
  return database_.write("stage.put", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
    std::vector<Stage> wanted(stages.begin(), stages.end());
    for (Stage& stage : wanted) stage.group = group;
    std::sort(wanted.begin(), wanted.end(), [](const Stage& left, const Stage& right) {
      return std::pair(left.sort, left.id) < std::pair(right.sort, right.id);
    });
    if (wanted == read_stages(sql, portal, group)) return Done{};
    const long long portal_id = portal.value(), group_id = group.value();
    sql << "DELETE FROM stage WHERE portal = :portal AND group_id = :group", use(portal_id, "portal"),
        use(group_id, "group");
    for (const Stage& stage : wanted) {
      put_stage(sql, portal_id, stage);
      put_title(sql, portal_id, stage, now);
      put_role(sql, portal_id, stage);
    }
    raise_revision(sql, portal, group);
    return Done{};
  });
}

Result<std::vector<StageTitle>> SociCardStore::titles(PortalId portal, GroupId group) {
  return database_.read("stage.titles", [&](soci::session& sql) -> Result<std::vector<StageTitle>> {
    const long long portal_id = portal.value(), group_id = group.value();
    long long id = 0, seen = 0;
    std::string title, role;
    soci::statement select =
        (sql.prepare << "SELECT stage_id, title, seen_ms, role FROM stage_title WHERE portal = :portal AND"
                        " group_id = :group ORDER BY seen_ms, stage_id, title",
         into(id), into(title), into(seen), into(role), use(portal_id, "portal"), use(group_id, "group"));
    select.execute();
    std::vector<StageTitle> titles;
    while (select.fetch()) {
      titles.push_back({StageId{id}, title, from_ms(seen), role_from(role).value_or(Role::kIntake)});
    }
    return titles;
  });
}

}  // namespace sd::kanban::sql
