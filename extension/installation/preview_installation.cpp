#include "extension/installation/preview_installation.h"

#include <algorithm>

namespace sd::installation {
namespace {

const kanban::BoundGroup* find_group(const std::vector<kanban::BoundGroup>& groups, GroupId id) {
  const auto found = std::find_if(groups.begin(), groups.end(),
                                  [&](const kanban::BoundGroup& one) { return one.group == id; });
  return found == groups.end() ? nullptr : &*found;
}

}  // namespace

Result<InstallationOverview> PreviewInstallation::overview(PortalId portal) {
  const kanban::Actor actor = kanban::background(portal);
  const Result<std::optional<InstalledPortal>> record = store_.find(portal);
  if (!record) return record.error();
  const Result<std::vector<std::string>> scopes = admin_.scopes(actor);
  if (!scopes) return scopes.error();

  InstallationOverview overview;
  overview.installed = *record && (*record)->state == PortalState::kInstalled;
  for (const manifests::Scope& scope : manifests_.application.scopes) {
    overview.scopes.push_back(
        {scope.name, granted(manifests_.application, *scopes, scope.name), scope.required, scope.why_key});
  }
  if (!missing_scopes(manifests_.application, *scopes).empty()) return overview;

  const Result<std::vector<kanban::PortalGroup>> groups = portal_.groups(actor);
  if (!groups) return groups.error();
  const Result<std::vector<kanban::BoundGroup>> bound = cards_.groups(portal);
  if (!bound) return bound.error();
  for (const kanban::PortalGroup& group : *groups) {
    overview.groups.push_back({group, find_group(*bound, group.id) != nullptr});
  }
  return overview;
}

Result<std::vector<GroupFacts>> PreviewInstallation::look_at_groups(const InstallationOrder& order) {
  std::vector<GroupFacts> facts;
  if (order.groups.empty()) return facts;
  const kanban::Actor actor = kanban::background(order.portal);
  const Result<std::vector<kanban::PortalGroup>> groups = portal_.groups(actor);
  if (!groups) return groups.error();
  const Result<std::vector<kanban::BoundGroup>> bound = cards_.groups(order.portal);
  if (!bound) return bound.error();
  for (const GroupId id : order.groups) {
    const auto seen =
        std::find_if(facts.begin(), facts.end(), [&](const auto& one) { return one.group.id == id; });
    if (seen != facts.end()) continue;
    const auto group = std::find_if(groups->begin(), groups->end(),
                                    [&](const kanban::PortalGroup& one) { return one.id == id; });
    if (group == groups->end()) {
      return Error{ErrorKind::kNotFound, "install.group_unknown", std::to_string(id.value())};
    }
    GroupFacts one{*group, {}, {}, false, false};
    Result<std::vector<kanban::PortalStage>> stages = portal_.stages(actor, id);
    if (!stages) return stages.error();
    one.stages = std::move(stages).value();
    if (const kanban::BoundGroup* known = find_group(*bound, id)) {
      one.bound = true;
      one.synced = known->synced;
      Result<std::vector<kanban::Stage>> ours = cards_.stages(order.portal, id);
      if (!ours) return ours.error();
      one.known = std::move(ours).value();
    }
    facts.push_back(std::move(one));
  }
  return facts;
}

Result<Facts> PreviewInstallation::look(const InstallationOrder& order) {
  const kanban::Actor actor = kanban::background(order.portal);
  Facts facts;
  Result<std::vector<std::string>> scopes = admin_.scopes(actor);
  if (!scopes) return scopes.error();
  facts.scopes = std::move(scopes).value();
  if (!missing_scopes(manifests_.application, facts.scopes).empty()) return facts;

  Result<std::vector<portal::TaskField>> fields = admin_.task_fields(actor);
  if (!fields) return fields.error();
  facts.fields = std::move(fields).value();
  Result<std::vector<portal::PlacementBinding>> placements = admin_.placements(actor);
  if (!placements) return placements.error();
  facts.placements = std::move(placements).value();
  Result<std::vector<portal::EventBinding>> events = admin_.events(actor);
  if (!events) return events.error();
  facts.events = std::move(events).value();
  Result<std::vector<GroupFacts>> groups = look_at_groups(order);
  if (!groups) return groups.error();
  facts.groups = std::move(groups).value();
  facts.dictionaries = true;
  for (const kanban::DictionaryKind kind :
       {kanban::DictionaryKind::kType, kanban::DictionaryKind::kStopper}) {
    const Result<std::vector<kanban::DictionaryEntry>> entries = settings_.dictionary(order.portal, kind);
    if (!entries) return entries.error();
    if (entries->empty()) facts.dictionaries = false;
  }
  return facts;
}

Result<InstallationPlan> PreviewInstallation::plan(const InstallationOrder& order) {
  const Result<Facts> facts = look(order);
  if (!facts) return facts.error();
  return plan_installation(manifests_, *facts,
                           {public_url_, order.lang, order.rename_stages, order.client_check});
}

}  // namespace sd::installation
