#include "kanban/sql/soci_sync_health.h"

#include <string>

namespace sd::kanban::sql {

using soci::into;
using soci::use;

void SociSyncHealth::put(Changes& changes, std::pair<PortalId, Figure> key, Change later) {
  Change& change = changes[key];
  if (later.replaces) {
    change = later;
  } else {
    change.value += later.value;
  }
}

void SociSyncHealth::set(PortalId portal, Figure figure, std::int64_t value) {
  const std::lock_guard lock(mutex_);
  put(changes_, {portal, figure}, {true, value});
}

void SociSyncHealth::add(PortalId portal, Figure figure, std::int64_t delta) {
  const std::lock_guard lock(mutex_);
  put(changes_, {portal, figure}, {false, delta});
}

Result<Figures> SociSyncHealth::all(PortalId portal) {
  const std::lock_guard flushing(flush_mutex_);
  Result<Figures> kept = database_.read("sync_figure.read", [&](soci::session& sql) -> Result<Figures> {
    const long long portal_id = portal.value();
    std::string name;
    long long value = 0;
    soci::statement select = (sql.prepare << "SELECT figure, value FROM sync_figure WHERE portal = :portal",
                              into(name), into(value), use(portal_id, "portal"));
    select.execute();
    Figures figures;
    while (select.fetch()) {
      // A figure this program does not know was written by a later version.
      if (const std::optional<Figure> known = figure_from(name)) figures[*known] = value;
    }
    return figures;
  });
  if (!kept) return kept;
  const std::lock_guard lock(mutex_);
  for (const auto& [key, change] : changes_) {
    if (key.first != portal) continue;
    std::int64_t& value = (*kept)[key.second];
    value = change.replaces ? change.value : value + change.value;
  }
  return kept;
}

Status SociSyncHealth::flush(TimePoint now) {
  const std::lock_guard flushing(flush_mutex_);
  Changes changes;
  {
    const std::lock_guard lock(mutex_);
    changes.swap(changes_);
  }
  if (changes.empty()) return Done{};
  Status written = write(changes, now);
  if (!written) {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, later] : changes_) put(changes, key, later);
    changes_.swap(changes);
  }
  return written;
}

Status SociSyncHealth::write(const Changes& changes, TimePoint now) {
  return database_.write(
      "sync_figure.write", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
        long long portal = 0, value = 0;
        const long long now_ms = to_ms(now);
        std::string name;
        soci::statement replace =
            (sql.prepare << "UPDATE sync_figure SET value = :value, updated_ms = :now"
                            " WHERE portal = :portal AND figure = :figure",
             use(value, "value"), use(now_ms, "now"), use(portal, "portal"), use(name, "figure"));
        soci::statement grow =
            (sql.prepare << "UPDATE sync_figure SET value = value + :value, updated_ms = :now"
                            " WHERE portal = :portal AND figure = :figure",
             use(value, "value"), use(now_ms, "now"), use(portal, "portal"), use(name, "figure"));
        // Work that was still going on when its portal was wiped leaves nothing behind.
        soci::statement insert =
            (sql.prepare << "INSERT INTO sync_figure (portal, figure, value, updated_ms)"
                            " SELECT id, :figure, :value, :now FROM portal WHERE id = :portal",
             use(name, "figure"), use(value, "value"), use(now_ms, "now"), use(portal, "portal"));
        for (const auto& [key, change] : changes) {
          portal = key.first.value();
          name = to_string(key.second);
          value = change.value;
          soci::statement& update = change.replaces ? replace : grow;
          update.execute(true);
          if (update.get_affected_rows() == 0) insert.execute(true);
        }
        return Done{};
      });
}

}  // namespace sd::kanban::sql
