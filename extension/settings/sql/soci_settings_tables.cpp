#include "extension/settings/sql/soci_settings_tables.h"

#include "extension/settings/sql/section_rows.h"

namespace sd::settings::sql {
namespace {

using soci::into;
using soci::use;

long long version_of(soci::session& sql, long long portal, const std::string& section, long long group) {
  long long version = 0;
  sql << "SELECT COALESCE(MAX(version), 0) FROM settings_save WHERE portal = :portal AND section = :section"
         " AND group_id = :group",
      into(version), use(portal, "portal"), use(section, "section"), use(group, "group");
  return version;
}

// The same save, told twice: its commit took place and nobody heard of it.
bool is_there(soci::session& sql, long long portal, const std::string& section, long long group,
              long long version, long long by, long long at) {
  long long same = 0;
  sql << "SELECT COUNT(*) FROM settings_save WHERE portal = :portal AND section = :section"
         " AND group_id = :group AND version = :version AND user_id = :by AND at_ms = :at",
      into(same), use(portal, "portal"), use(section, "section"), use(group, "group"),
      use(version, "version"), use(by, "by"), use(at, "at");
  return same != 0;
}

void tell(soci::session& sql, long long portal, const std::string& section, long long group,
          long long version, const std::vector<Changed>& changes) {
  long long position = 0;
  Changed change;
  soci::statement insert =
      (sql.prepare << "INSERT INTO settings_change (portal, section, group_id, version, position, row_name,"
                      " field, before_text, after_text) VALUES (:portal, :section, :group, :version,"
                      " :position, :row_name, :field, :before_text, :after_text)",
       use(portal, "portal"), use(section, "section"), use(group, "group"), use(version, "version"),
       use(position, "position"), use(change.row, "row_name"), use(change.field, "field"),
       use(change.before, "before_text"), use(change.after, "after_text"));
  for (const Changed& each : changes) {
    change = each;
    insert.execute(true);
    ++position;
  }
}

// A title that is in use again is no former one; what an old title led to leads on to the newest.
void keep_former(soci::session& sql, long long portal, const Save& save) {
  const std::string kind(describe(save.section).dictionary);
  std::string title, from, to;
  for (const auto& [old_title, new_title] : save.renamed) {
    from = old_title;
    to = new_title;
    sql << "UPDATE former_title SET to_title = :to, pending = 1 WHERE portal = :portal AND kind = :kind"
           " AND to_title = :from",
        use(to, "to"), use(portal, "portal"), use(kind, "kind"), use(from, "from");
    sql << "REPLACE INTO former_title (portal, kind, from_title, to_title, pending)"
           " VALUES (:portal, :kind, :from, :to, 1)",
        use(portal, "portal"), use(kind, "kind"), use(from, "from"), use(to, "to");
  }
  for (const Row& row : save.rows) {
    title = text_of(row, 0);
    sql << "DELETE FROM former_title WHERE portal = :portal AND kind = :kind AND from_title = :title",
        use(portal, "portal"), use(kind, "kind"), use(title, "title");
  }
}

std::vector<Changed> changes_of(soci::session& sql, long long portal, const Saved& save) {
  const std::string section(to_string(save.section));
  const long long group = save.group.value(), version = save.version;
  Changed change;
  soci::statement select =
      (sql.prepare << "SELECT row_name, field, before_text, after_text FROM settings_change"
                      " WHERE portal = :portal AND section = :section AND group_id = :group"
                      " AND version = :version ORDER BY position",
       into(change.row), into(change.field), into(change.before), into(change.after), use(portal, "portal"),
       use(section, "section"), use(group, "group"), use(version, "version"));
  select.execute();
  std::vector<Changed> changes;
  while (select.fetch()) changes.push_back(change);
  return changes;
}

}  // namespace

Result<Stored> SociSettingsTables::read(PortalId portal, Section section, GroupId group) {
  return database_.read("settings.read", [&](soci::session& sql) -> Result<Stored> {
    const std::string name(to_string(section));
    Stored stored;
    stored.version = version_of(sql, portal.value(), name, group.value());
    stored.rows = read_rows(sql, describe(section), portal.value(), group.value());
    return stored;
  });
}

Result<std::int64_t> SociSettingsTables::write(PortalId portal, const Save& save) {
  const auto body = [&](soci::session& sql) -> Result<std::int64_t> {
    const std::string section(to_string(save.section));
    const long long portal_id = portal.value(), group = save.group.value(), next = save.seen + 1,
                    at = to_ms(save.at), by = save.by.value();
    const long long version = version_of(sql, portal_id, section, group);
    if (version == next && is_there(sql, portal_id, section, group, next, by, at)) return std::int64_t{next};
    if (version != save.seen) return Error{ErrorKind::kConflict, "settings.stale", {}};
    sql << "INSERT INTO settings_save (portal, section, group_id, version, at_ms, user_id)"
           " VALUES (:portal, :section, :group, :version, :at, :by)",
        use(portal_id, "portal"), use(section, "section"), use(group, "group"), use(next, "version"),
        use(at, "at"), use(by, "by");
    write_rows(sql, describe(save.section), portal_id, group, save.rows);
    tell(sql, portal_id, section, group, next, save.changes);
    if (!describe(save.section).dictionary.empty()) keep_former(sql, portal_id, save);
    return std::int64_t{next};
  };
  Result<std::int64_t> written = database_.write("settings.write", storage::Durability::kDurable, body);
  // Another instance has inserted the same version in between.
  if (!written && written.error().code == "db.constraint") {
    return Error{ErrorKind::kConflict, "settings.stale", {}};
  }
  return written;
}

Result<std::vector<Saved>> SociSettingsTables::since(PortalId portal, Section section, GroupId group,
                                                     std::int64_t version) {
  return database_.read("settings.since", [&](soci::session& sql) -> Result<std::vector<Saved>> {
    const std::string name(to_string(section));
    const long long portal_id = portal.value(), group_id = group.value(), seen = version;
    long long found = 0, at = 0, by = 0;
    soci::statement select =
        (sql.prepare << "SELECT version, at_ms, user_id FROM settings_save WHERE portal = :portal"
                        " AND section = :section AND group_id = :group AND version > :seen ORDER BY version",
         into(found), into(at), into(by), use(portal_id, "portal"), use(name, "section"),
         use(group_id, "group"), use(seen, "seen"));
    select.execute();
    std::vector<Saved> saves;
    while (select.fetch()) saves.push_back({section, group, found, UserId{by}, from_ms(at), {}});
    for (Saved& save : saves) save.changes = changes_of(sql, portal_id, save);
    return saves;
  });
}

Result<std::vector<Saved>> SociSettingsTables::journal(PortalId portal, TimePoint before, std::size_t most) {
  return database_.read("settings.journal", [&](soci::session& sql) -> Result<std::vector<Saved>> {
    const long long portal_id = portal.value(), before_ms = to_ms(before);
    long long group = 0, version = 0, at = 0, by = 0;
    std::string name;
    soci::statement select =
        (sql.prepare << "SELECT section, group_id, version, at_ms, user_id FROM settings_save"
                        " WHERE portal = :portal AND at_ms < :before_ms"
                        " ORDER BY at_ms DESC, section, group_id, version DESC",
         into(name), into(group), into(version), into(at), into(by), use(portal_id, "portal"),
         use(before_ms, "before_ms"));
    select.execute();
    std::vector<Saved> saves;
    while (select.fetch()) {
      if (saves.size() >= most && saves.back().at != from_ms(at)) break;
      const std::optional<Section> section = section_from(name);
      if (section) saves.push_back({*section, GroupId{group}, version, UserId{by}, from_ms(at), {}});
    }
    for (Saved& save : saves) save.changes = changes_of(sql, portal_id, save);
    return saves;
  });
}

}  // namespace sd::settings::sql
