#include "kanban/sql/soci_settings_store.h"

namespace sd::kanban::sql {

using soci::into;
using soci::use;

Result<std::vector<DictionaryEntry>> SociSettingsStore::dictionary(PortalId portal, DictionaryKind kind) {
  return database_.read("dictionary.read", [&](soci::session& sql) -> Result<std::vector<DictionaryEntry>> {
    const long long portal_id = portal.value();
    const std::string kind_name(to_string(kind));
    DictionaryEntry entry;
    long long assignee = 0, waits = 0;
    soci::statement select =
        (sql.prepare << "SELECT title, color, public_title, assignee, waits_for_client FROM dictionary"
                        " WHERE portal = :portal AND kind = :kind ORDER BY sort",
         into(entry.title), into(entry.color), into(entry.public_title), into(assignee), into(waits),
         use(portal_id, "portal"), use(kind_name, "kind"));
    select.execute();
    std::vector<DictionaryEntry> entries;
    while (select.fetch()) {
      entry.assignee = UserId{assignee};
      entry.waits_for_client = waits != 0;
      entries.push_back(entry);
    }
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
      const long long assignee = entry.assignee.value(), waits = entry.waits_for_client;
      sql << "INSERT INTO dictionary (portal, kind, sort, title, color, public_title, assignee,"
             " waits_for_client) VALUES (:portal, :kind, :sort, :title, :color, :public_title, :assignee,"
             " :waits)",
          use(portal_id, "portal"), use(kind_name, "kind"), use(sort, "sort"), use(entry.title, "title"),
          use(entry.color, "color"), use(entry.public_title, "public_title"), use(assignee, "assignee"),
          use(waits, "waits");
      ++sort;
    }
    return Done{};
  });
}

Result<std::vector<FormerTitle>> SociSettingsStore::former_titles(PortalId portal, DictionaryKind kind) {
  return database_.read("former_title.read", [&](soci::session& sql) -> Result<std::vector<FormerTitle>> {
    const long long portal_id = portal.value();
    const std::string kind_name(to_string(kind));
    FormerTitle title;
    long long pending = 0;
    soci::statement select =
        (sql.prepare << "SELECT from_title, to_title, pending FROM former_title WHERE portal = :portal"
                        " AND kind = :kind ORDER BY from_title",
         into(title.from), into(title.to), into(pending), use(portal_id, "portal"), use(kind_name, "kind"));
    select.execute();
    std::vector<FormerTitle> titles;
    while (select.fetch()) {
      title.pending = pending != 0;
      titles.push_back(title);
    }
    return titles;
  });
}

Status SociSettingsStore::settle(PortalId portal, DictionaryKind kind, const FormerTitle& seen) {
  return database_.write(
      "former_title.settle", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
        const long long portal_id = portal.value();
        const std::string kind_name(to_string(kind));
        sql << "UPDATE former_title SET pending = 0 WHERE portal = :portal AND kind = :kind"
               " AND from_title = :from AND to_title = :to",
            use(portal_id, "portal"), use(kind_name, "kind"), use(seen.from, "from"), use(seen.to, "to");
        return Done{};
      });
}

Result<std::vector<StageRule>> SociSettingsStore::stage_rules(PortalId portal, GroupId group) {
  return database_.read("stage_rule.read", [&](soci::session& sql) -> Result<std::vector<StageRule>> {
    const long long portal_id = portal.value(), group_id = group.value();
    long long stage = 0, limit = 0;
    std::string over_limit, without_estimate, under_stopper;
    soci::statement select =
        (sql.prepare << "SELECT stage_id, wip_limit, over_limit, without_estimate, under_stopper"
                        " FROM stage_rule WHERE portal = :portal AND group_id = :group ORDER BY stage_id",
         into(stage), into(limit), into(over_limit), into(without_estimate), into(under_stopper),
         use(portal_id, "portal"), use(group_id, "group"));
    select.execute();
    std::vector<StageRule> rules;
    while (select.fetch()) {
      const auto demand = [](const std::string& text) { return demand_from(text).value_or(Demand::kNone); };
      rules.push_back(
          {StageId{stage}, limit, demand(over_limit), demand(without_estimate), demand(under_stopper)});
    }
    return rules;
  });
}

Result<std::vector<SetThreshold>> SociSettingsStore::thresholds(PortalId portal) {
  return database_.read("threshold.read", [&](soci::session& sql) -> Result<std::vector<SetThreshold>> {
    const long long portal_id = portal.value();
    std::string timer, role, card_class;
    long long warn = 0, alarm = 0;
    soci::statement select =
        (sql.prepare << "SELECT timer, role, card_class, warn_minutes, alarm_minutes FROM timer_threshold"
                        " WHERE portal = :portal ORDER BY timer, role, card_class",
         into(timer), into(role), into(card_class), into(warn), into(alarm), use(portal_id, "portal"));
    select.execute();
    std::vector<SetThreshold> thresholds;
    while (select.fetch()) {
      thresholds.push_back({timer == "wia" ? Timer::kWorkInAge : Timer::kLastUpdate,
                            role_from(role),
                            class_from(card_class),
                            {std::chrono::minutes{warn}, std::chrono::minutes{alarm}}});
    }
    return thresholds;
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
