#include "kanban/sql/soci_people_store.h"

#include <algorithm>

#include "extension/storage/id_lists.h"

namespace sd::kanban::sql {
namespace {

using soci::into;
using soci::use;

struct UserRow {
  long long id = 0, active = 0, external = 0;
  std::string name, photo;

  PortalUser user() const { return {UserId{id}, name, photo, active != 0, external != 0}; }
};

// A user known by number only does not lose the name it had.
std::string put_user(storage::Dialect dialect) {
  const auto offered = [dialect](const char* column) { return storage::offered(dialect, column); };
  return "INSERT INTO app_user (portal, user_id, name, photo_url, active, external, seen_ms)"
         " VALUES (:portal, :id, :name, :photo, :active, :external, :seen)" +
         storage::or_change(dialect, "portal, user_id") + " name = CASE WHEN LENGTH(" + offered("name") +
         ") = 0 THEN app_user.name ELSE " + offered("name") + " END, photo_url = " + offered("photo_url") +
         ", active = " + offered("active") + ", external = " + offered("external") +
         ", seen_ms = " + offered("seen_ms");
}

void read_outsiders(soci::session& sql, long long portal, const std::string& list,
                    std::vector<PortalUser>& users) {
  UserRow row;
  row.active = row.external = 1;
  soci::statement select =
      (sql.prepare << "SELECT user_id, name FROM client_contact WHERE portal = :portal AND user_id IN (" +
                          list + ")",
       into(row.id), into(row.name), use(portal, "portal"));
  select.execute();
  while (select.fetch()) users.push_back(row.user());
}

}  // namespace

Result<std::vector<PortalUser>> SociPeopleStore::users(PortalId portal, std::span<const UserId> ids) {
  return database_.read("user.find", [&](soci::session& sql) -> Result<std::vector<PortalUser>> {
    const long long portal_id = portal.value();
    std::vector<PortalUser> users;
    // Below 0: people of companies whom the portal does not know.
    const bool outsiders = std::any_of(ids.begin(), ids.end(), [](UserId id) { return id.value() < 0; });
    storage::in_lists(ids, [&](const std::string& list) {
      UserRow row;
      soci::statement select =
          (sql.prepare << "SELECT user_id, name, photo_url, active, external FROM app_user"
                          " WHERE portal = :portal AND user_id IN (" +
                              list + ")",
           into(row.id), into(row.name), into(row.photo), into(row.active), into(row.external),
           use(portal_id, "portal"));
      select.execute();
      while (select.fetch()) users.push_back(row.user());
      if (outsiders) read_outsiders(sql, portal_id, list, users);
    });
    return users;
  });
}

Result<std::vector<PortalUser>> SociPeopleStore::all_users(PortalId portal) {
  return database_.read("user.list", [&](soci::session& sql) -> Result<std::vector<PortalUser>> {
    const long long portal_id = portal.value();
    UserRow row;
    soci::statement select = (sql.prepare << "SELECT user_id, name, photo_url, active, external FROM app_user"
                                             " WHERE portal = :portal ORDER BY user_id",
                              into(row.id), into(row.name), into(row.photo), into(row.active),
                              into(row.external), use(portal_id, "portal"));
    select.execute();
    std::vector<PortalUser> users;
    while (select.fetch()) users.push_back(row.user());
    return users;
  });
}

Status SociPeopleStore::put_users(PortalId portal, std::span<const PortalUser> users, TimePoint now) {
  if (users.empty()) return Done{};
  return database_.write("user.put", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value(), seen = to_ms(now);
    UserRow row;
    const std::string statement = put_user(database_.dialect());
    soci::statement put = (sql.prepare << statement, use(portal_id, "portal"), use(row.id, "id"),
                           use(row.name, "name"), use(row.photo, "photo"), use(row.active, "active"),
                           use(row.external, "external"), use(seen, "seen"));
    for (const PortalUser& user : users) {
      row = {user.id.value(), user.active, user.external, user.name, user.photo_url};
      put.execute(true);
    }
    return Done{};
  });
}

Result<std::vector<std::pair<CompanyId, std::string>>> SociPeopleStore::companies(
    PortalId portal, std::span<const CompanyId> ids) {
  using Companies = std::vector<std::pair<CompanyId, std::string>>;
  return database_.read("company.find", [&](soci::session& sql) -> Result<Companies> {
    const long long portal_id = portal.value();
    Companies companies;
    storage::in_lists(ids, [&](const std::string& list) {
      long long id = 0;
      std::string title;
      soci::statement select = (sql.prepare << "SELECT company_id, title FROM company WHERE portal = :portal"
                                               " AND company_id IN (" +
                                                   list + ") ORDER BY company_id",
                                into(id), into(title), use(portal_id, "portal"));
      select.execute();
      while (select.fetch()) companies.emplace_back(CompanyId{id}, title);
    });
    return companies;
  });
}

Result<std::vector<CompanyId>> SociPeopleStore::all_companies(PortalId portal) {
  return database_.read("company.list", [&](soci::session& sql) -> Result<std::vector<CompanyId>> {
    const long long portal_id = portal.value();
    long long id = 0;
    soci::statement select =
        (sql.prepare << "SELECT company_id FROM company WHERE portal = :portal ORDER BY company_id", into(id),
         use(portal_id, "portal"));
    select.execute();
    std::vector<CompanyId> companies;
    while (select.fetch()) companies.emplace_back(id);
    return companies;
  });
}

Status SociPeopleStore::put_companies(PortalId portal,
                                      std::span<const std::pair<CompanyId, std::string>> companies,
                                      TimePoint now) {
  if (companies.empty()) return Done{};
  return database_.write("company.put", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value(), seen = to_ms(now);
    long long id = 0;
    std::string title;
    soci::statement put = (sql.prepare << "REPLACE INTO company (portal, company_id, title, seen_ms)"
                                          " VALUES (:portal, :id, :title, :seen)",
                           use(portal_id, "portal"), use(id, "id"), use(title, "title"), use(seen, "seen"));
    for (const auto& [company, name] : companies) {
      id = company.value();
      title = name;
      put.execute(true);
    }
    return Done{};
  });
}

Result<std::vector<GroupMember>> SociPeopleStore::members(PortalId portal, GroupId group) {
  return database_.read("member.list", [&](soci::session& sql) -> Result<std::vector<GroupMember>> {
    const long long portal_id = portal.value(), group_id = group.value();
    long long user = 0;
    std::string role;
    soci::statement select =
        (sql.prepare << "SELECT member.user_id, CASE WHEN member.role = 'K' AND appointed.user_id IS NOT NULL"
                        " THEN 'E' ELSE member.role END FROM member LEFT JOIN group_manager appointed"
                        " ON appointed.portal = member.portal AND appointed.group_id = member.group_id"
                        " AND appointed.user_id = member.user_id"
                        " WHERE member.portal = :portal AND member.group_id = :group ORDER BY member.user_id",
         into(user), into(role), use(portal_id, "portal"), use(group_id, "group"));
    select.execute();
    std::vector<GroupMember> members;
    while (select.fetch()) members.push_back({UserId{user}, role.empty() ? 'K' : role.front()});
    return members;
  });
}

Result<bool> SociPeopleStore::appointed(PortalId portal, UserId user) {
  return database_.read("person.appointed", [&](soci::session& sql) -> Result<bool> {
    const long long portal_id = portal.value(), user_id = user.value();
    long long found = 0;
    sql << "SELECT COUNT(*) FROM person WHERE portal = :portal AND user_id = :user AND administrator = 1",
        into(found), use(portal_id, "portal"), use(user_id, "user");
    return found != 0;
  });
}

Status SociPeopleStore::put_members(PortalId portal, GroupId group, std::span<const GroupMember> members) {
  return database_.write("member.put", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value(), group_id = group.value();
    sql << "DELETE FROM member WHERE portal = :portal AND group_id = :group", use(portal_id, "portal"),
        use(group_id, "group");
    for (const GroupMember& member : members) {
      const long long user = member.user.value();
      const std::string role(1, member.role);
      sql << "REPLACE INTO member (portal, group_id, user_id, role) VALUES (:portal, :group, :user, :role)",
          use(portal_id, "portal"), use(group_id, "group"), use(user, "user"), use(role, "role");
    }
    return Done{};
  });
}

}  // namespace sd::kanban::sql
