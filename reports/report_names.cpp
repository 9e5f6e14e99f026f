#include "reports/report_names.h"

#include <set>

namespace sd::reports {
namespace {

using Ids = std::set<std::int64_t>;

std::map<Unit, Ids> ids_in(std::span<const Table> tables) {
  std::map<Unit, Ids> ids;
  for (const Table& table : tables) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const Unit unit = table.columns[i].unit;
      if (unit < Unit::kUser || unit > Unit::kStage) continue;
      for (const Row& row : table.rows) {
        if (const auto* id = std::get_if<std::int64_t>(&row.cells[i])) ids[unit].insert(*id);
      }
    }
  }
  return ids;
}

template <class Key>
std::vector<Key> keys_of(const Ids& ids) {
  std::vector<Key> keys;
  for (const std::int64_t id : ids) keys.emplace_back(id);
  return keys;
}

}  // namespace

Result<Names> ReportNames::of(PortalId portal, std::span<const Table> tables) {
  std::map<Unit, Ids> ids = ids_in(tables);
  Names names;
  const auto users = parts_.people.users(portal, keys_of<UserId>(ids[Unit::kUser]));
  if (!users) return users.error();
  for (const kanban::PortalUser& user : *users) names.users[user.id.value()] = user.name;
  const auto companies = parts_.people.companies(portal, keys_of<CompanyId>(ids[Unit::kCompany]));
  if (!companies) return companies.error();
  for (const auto& [id, title] : *companies) names.companies[id.value()] = title;
  const auto titles = parts_.facts.titles(portal, keys_of<TicketId>(ids[Unit::kTicket]));
  if (!titles) return titles.error();
  for (const auto& [id, title] : *titles) names.tickets[id.value()] = title;
  if (ids[Unit::kGroup].empty() && ids[Unit::kStage].empty()) return names;
  const auto groups = parts_.cards.groups(portal);
  if (!groups) return groups.error();
  for (const kanban::BoundGroup& group : *groups) {
    if (ids[Unit::kGroup].contains(group.group.value())) names.groups[group.group.value()] = group.name;
    if (ids[Unit::kStage].empty()) continue;
    const auto stages = parts_.cards.stages(portal, group.group);
    if (!stages) return stages.error();
    for (const kanban::Stage& stage : *stages) {
      if (ids[Unit::kStage].contains(stage.id.value())) names.stages[stage.id.value()] = stage.title;
    }
  }
  return names;
}

}  // namespace sd::reports
