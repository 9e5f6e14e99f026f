#include "kanban/sql/soci_settings_store.h"

namespace sd::kanban::sql {

using soci::into;
using soci::use;

Result<std::vector<DictionaryEntry>> SociSettingsStore::dictionary(PortalId portal, DictionaryKind kind) {
  return database_.read("dictionary.read", [&](soci::session& sql) -> Result<std::vector<DictionaryEntry>> {
    const long long portal_id = portal.value();
    const std::string kind_name(to_string(kind));
    DictionaryEntry entry;
    soci::statement select =
        (sql.prepare << "SELECT title, color FROM dictionary WHERE portal = :portal AND kind = :kind"
                        " ORDER BY sort",
         into(entry.title), into(entry.color), use(portal_id, "portal"), use(kind_name, "kind"));
    select.execute();
    std::vector<DictionaryEntry> entries;
    while (select.fetch()) entries.push_back(entry);
    return entries;
  });
}

Status SociSettingsStore::put_dictionary(PortalId portal, DictionaryKind kind,
                                         std::span<const DictionaryEntry> entries) {
  return database_.write("dictionary.put", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value();
    const std::string kind_name(to_string(kind));
    sql << "DELETE FROM dictionary WHERE portal = :portal AND kind = :kind", use(portal_id, "portal"),
        use(kind_name, "kind");
    long long sort = 0;
    for (const DictionaryEntry& entry : entries) {
      sql << "INSERT INTO dictionary (portal, kind, sort, title, color)"
             " VALUES (:portal, :kind, :sort, :title, :color)",
          use(portal_id, "portal"), use(kind_name, "kind"), use(sort, "sort"), use(entry.title, "title"),
          use(entry.color, "color");
      ++sort;
    }
    return Done{};
  });
}

Result<std::optional<std::string>> SociSettingsStore::setting(PortalId portal, const std::string& name) {
  return database_.read("setting.read", [&](soci::session& sql) -> Result<std::optional<std::string>> {
    const long long portal_id = portal.value();
    std::string value;
    sql << "SELECT value FROM setting WHERE portal = :portal AND name = :name", into(value),
        use(portal_id, "portal"), use(name, "name");
    if (!sql.got_data()) return std::optional<std::string>();
    return std::optional<std::string>(value);
  });
}

Status SociSettingsStore::put_setting(PortalId portal, const std::string& name, const std::string& value) {
  return database_.write("setting.put", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value();
    sql << "REPLACE INTO setting (portal, name, value) VALUES (:portal, :name, :value)",
        use(portal_id, "portal"), use(name, "name"), use(value, "value");
    return Done{};
  });
}

}  // namespace sd::kanban::sql
