#include "kanban/group_contexts.h"

#include <utility>

#include "kanban/rules/stage_titles.h"
#include "kanban/rules/ticket_flow.h"

namespace sd::kanban {
Result<Dictionary> load_dictionary(SettingsStore& settings, PortalId portal, DictionaryKind kind) {
  Result<std::vector<DictionaryEntry>> entries = settings.dictionary(portal, kind);
  if (!entries) return entries.error();
  Result<std::vector<FormerTitle>> former = settings.former_titles(portal, kind);
  if (!former) return former.error();
  std::vector<std::string> titles;
  for (DictionaryEntry& entry : *entries) titles.push_back(std::move(entry.title));
  std::vector<std::pair<std::string, std::string>> pairs;
  for (FormerTitle& title : *former) pairs.emplace_back(std::move(title.from), std::move(title.to));
  return Dictionary(std::move(titles), pairs);
}

Result<GroupContexts> GroupContexts::load(CardStore& cards, SettingsStore& settings, PortalId portal) {
  const Result<std::vector<BoundGroup>> bound = cards.groups(portal);
  if (!bound) return bound.error();
  const Result<Dictionary> types = load_dictionary(settings, portal, DictionaryKind::kType);
  if (!types) return types.error();
  const Result<Dictionary> stoppers = load_dictionary(settings, portal, DictionaryKind::kStopper);
  if (!stoppers) return stoppers.error();

  GroupContexts contexts;
  for (const BoundGroup& group : *bound) {
    Result<std::vector<Stage>> stages = cards.stages(portal, group.group);
    if (!stages) return stages.error();
    Result<std::vector<StageTitle>> titles = cards.titles(portal, group.group);
    if (!titles) return titles.error();
    GroupRules rules;
    // The history tells whole seconds: what happened in the second of the binding counts as after it.
    rules.bound_at = std::chrono::floor<std::chrono::seconds>(group.bound_at);
    rules.status_follows_stage = group.status_follows_stage;
    rules.stage_follows_status = group.stage_follows_status;
    rules.estimate_first = group.estimate_first;
    rules.types = *types;
    rules.stoppers = *stoppers;
    contexts.groups_.emplace(
        group.group,
        GroupContext{
            group, std::move(rules), std::move(stages).value(), std::move(titles).value(), {}, {}, 0});
  }
  contexts.introduce();
  return contexts;
}

void GroupContexts::introduce() {
  const Clients nobody;  // of no account for the basis
  std::vector<Stage> deleted;
  for (const auto& [id, group] : groups_) {
    const std::vector<Stage> of_group = deleted_stages(id, group.stages, group.titles);
    deleted.insert(deleted.end(), of_group.begin(), of_group.end());
  }
  for (auto& [id, group] : groups_) {
    group.elsewhere = deleted;
    for (const auto& [other_id, other] : groups_) {
      if (other_id == id) continue;
      group.elsewhere.insert(group.elsewhere.end(), other.stages.begin(), other.stages.end());
      group.others.push_back({other_id, other.titles, other.stages});
    }
    group.flow_basis = kanban::flow_basis(group.view(nobody));
  }
}

const GroupContext* GroupContexts::find(GroupId group) const {
  const auto found = groups_.find(group);
  return found == groups_.end() ? nullptr : &found->second;
}

}  // namespace sd::kanban
