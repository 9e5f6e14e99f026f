#include "kanban/sql/soci_fill_store.h"

namespace sd::kanban::sql {
namespace {

using soci::into;
using soci::use;

struct PointRow {
  long long group = 0, last = 0, planned = 0, done = 0, requests = 0, started = 0, finished = 0;
  std::string phase;
  soci::indicator started_state = soci::i_null, finished_state = soci::i_null;
};

PointRow to_row(const FillPoint& point) {
  PointRow row{point.group.value(),
               point.position,
               point.planned,
               point.done,
               point.requests,
               point.started_at ? to_ms(*point.started_at) : 0,
               0,
               std::string(to_string(point.phase))};
  row.finished = point.finished_at ? to_ms(*point.finished_at) : 0;
  row.started_state = point.started_at ? soci::i_ok : soci::i_null;
  row.finished_state = point.finished_at ? soci::i_ok : soci::i_null;
  return row;
}

// Absent for a phase that a newer program has put.
std::optional<FillPoint> from_row(const PointRow& row) {
  const std::optional<FillPhase> phase = fill_phase_from(row.phase);
  if (!phase) return std::nullopt;
  FillPoint point{*phase, GroupId{row.group}, row.last, row.planned, row.done, row.requests, {}, {}};
  if (row.started_state == soci::i_ok) point.started_at = from_ms(row.started);
  if (row.finished_state == soci::i_ok) point.finished_at = from_ms(row.finished);
  return point;
}

}  // namespace

Result<std::vector<FillPoint>> SociFillStore::points(PortalId portal) {
  return database_.read("back_fill.points", [&](soci::session& sql) -> Result<std::vector<FillPoint>> {
    const long long portal_id = portal.value();
    PointRow row;
    soci::statement select =
        (sql.prepare << "SELECT group_id, phase, last_id, planned, done, requests, started_ms, finished_ms"
                        " FROM back_fill WHERE portal = :portal ORDER BY group_id, phase",
         into(row.group), into(row.phase), into(row.last), into(row.planned), into(row.done),
         into(row.requests), into(row.started, row.started_state), into(row.finished, row.finished_state),
         use(portal_id, "portal"));
    select.execute();
    std::vector<FillPoint> points;
    while (select.fetch()) {
      if (auto point = from_row(row)) points.push_back(*point);
    }
    return points;
  });
}

Status SociFillStore::put(PortalId portal, const FillPoint& point) {
  return database_.write("back_fill.put", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value();
    PointRow row = to_row(point);
    sql << "REPLACE INTO back_fill (portal, group_id, phase, last_id, planned, done, requests, started_ms,"
           " finished_ms) VALUES (:portal, :group, :phase, :last, :planned, :done, :requests, :started,"
           " :finished)",
        use(portal_id, "portal"), use(row.group, "group"), use(row.phase, "phase"), use(row.last, "last"),
        use(row.planned, "planned"), use(row.done, "done"), use(row.requests, "requests"),
        use(row.started, row.started_state, "started"), use(row.finished, row.finished_state, "finished");
    return Done{};
  });
}

}  // namespace sd::kanban::sql
