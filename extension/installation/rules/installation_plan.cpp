#include "extension/installation/rules/installation_plan.h"

#include <algorithm>

#include "kanban/rules/dictionary.h"

namespace sd::installation {
namespace {

bool contains(std::span<const std::string> all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

class Planner {
 public:
  Planner(const manifests::Manifests& manifests, const Facts& facts, const PlanOptions& options)
      : app_(manifests.application), manifests_(manifests), facts_(facts), options_(options) {}

  InstallationPlan run() {
    for (const manifests::Scope& scope : app_.scopes) plan_scope(scope);
    if (!missing_scopes(app_, facts_.scopes).empty()) return std::move(plan_);
    for (const manifests::Field& field : app_.fields) plan_field(field);
    for (const manifests::Placement& placement : app_.placements) plan_placement(placement);
    drop_placements();
    for (const manifests::Event& event : app_.online_events) plan_event(event, false);
    for (const manifests::Event& event : app_.offline_events) plan_event(event, true);
    drop_events();
    for (const GroupFacts& group : facts_.groups) plan_group(group);
    add("dictionaries", "install.step.dictionaries", {},
        facts_.dictionaries ? Action::kKeep : Action::kCreate, DictionariesWork{});
    for (const GroupFacts& group : facts_.groups) {
      const std::string id = std::to_string(group.group.id.value());
      add("read." + id, "install.step.read", {{"group", group.group.name}},
          group.synced && !queue_is_new_ ? Action::kKeep : Action::kCreate, ReadWork{group.group.id});
    }
    add("finish", "install.step.finish", {}, Action::kCreate, FinishWork{});
    return std::move(plan_);
  }

 private:
  void add(std::string id, std::string text_key, std::map<std::string, std::string> args, Action action,
           Work work) {
    plan_.steps.push_back({std::move(id), std::move(text_key), std::move(args), action, std::move(work)});
  }

  // An optional scope that is not granted is no step: the page lists it with its reason.
  void plan_scope(const manifests::Scope& scope) {
    const bool has = granted(app_, facts_.scopes, scope.name);
    if (!has && !scope.required) return;
    add("scope." + scope.name, "install.step.scope", {{"name", scope.name}},
        has ? Action::kKeep : Action::kRepair, ScopeWork{has});
  }

  void plan_field(const manifests::Field& field) {
    FieldWork work;
    work.field.name = field.name;
    work.field.user_type = field.user_type;
    work.field.xml_id = field.name;
    work.field.sort = field.sort;
    work.field.labels.insert(field.labels.by_language.begin(), field.labels.by_language.end());
    work.field.settings = field.settings;
    Action action = Action::kCreate;
    const auto present = std::find_if(facts_.fields.begin(), facts_.fields.end(),
                                      [&](const portal::TaskField& one) { return one.name == field.name; });
    if (present != facts_.fields.end()) {
      work.field.id = present->id;
      const bool other = present->user_type != field.user_type || present->multiple;
      if (other) work.present_type = present->user_type + (present->multiple ? ", multiple" : "");
      // A mandatory field would make every task without it fail, those of other applications too.
      action = other || present->mandatory ? Action::kRepair : Action::kKeep;
    }
    add("field." + field.name, "install.step.field",
        {{"label", field.labels.in(options_.lang)}, {"name", field.name}}, action, std::move(work));
  }

  void plan_placement(const manifests::Placement& placement) {
    if (!granted(app_, facts_.scopes, placement.scope)) return;
    PlacementWork work;
    work.wanted.code = placement.code;
    work.wanted.handler = options_.public_url + placement.handler;
    work.wanted.titles.insert(placement.titles.by_language.begin(), placement.titles.by_language.end());
    work.wanted.descriptions.insert(placement.descriptions.by_language.begin(),
                                    placement.descriptions.by_language.end());
    bool stands = false;
    for (const portal::PlacementBinding& one : facts_.placements) {
      if (one.code != placement.code) continue;
      if (one.handler == work.wanted.handler) {
        stands = true;
      } else {
        work.stale.push_back(one.handler);
      }
    }
    work.bind = !stands;
    const Action action = !work.stale.empty() ? Action::kRepair : stands ? Action::kKeep : Action::kCreate;
    add("placement." + placement.code, "install.step.placement",
        {{"title", placement.titles.in(options_.lang)}, {"code", placement.code}}, action, std::move(work));
  }

  void drop_placements() {
    std::map<std::string, PlacementWork> stale;
    for (const portal::PlacementBinding& one : facts_.placements) {
      const bool wanted = std::any_of(app_.placements.begin(), app_.placements.end(),
                                      [&](const manifests::Placement& m) { return m.code == one.code; });
      if (wanted) continue;
      PlacementWork& work = stale[one.code];
      work.wanted.code = one.code;
      work.bind = false;
      work.stale.push_back(one.handler);
    }
    for (auto& [code, work] : stale) {
      add("placement_drop." + code, "install.step.placement_drop", {{"code", code}}, Action::kRepair,
          std::move(work));
    }
  }

  portal::EventBinding binding(const manifests::Event& event, bool offline) const {
    return {event.name, offline ? std::string() : options_.public_url + app_.event_handler, offline,
            event.min_timeout_seconds};
  }

  void plan_event(const manifests::Event& event, bool offline) {
    if (!granted(app_, facts_.scopes, event.scope)) return;
    EventWork work;
    work.wanted = binding(event, offline);
    bool stands = false;
    for (const portal::EventBinding& one : facts_.events) {
      if (one.event != event.name || one.offline != offline) continue;
      if (one.handler == work.wanted.handler) {
        stands = true;
      } else {
        work.stale.push_back(one);
      }
    }
    work.bind = !stands;
    // What changed while nothing was queued, comments above all, no list of changes tells.
    queue_is_new_ |= offline && work.bind;
    const Action action = !work.stale.empty() ? Action::kRepair : stands ? Action::kKeep : Action::kCreate;
    add((offline ? "event_offline." : "event.") + event.name,
        offline ? "install.step.event_offline" : "install.step.event", {{"name", event.name}}, action,
        std::move(work));
  }

  void drop_events() {
    std::map<std::string, EventWork> stale;
    for (const portal::EventBinding& one : facts_.events) {
      const std::vector<manifests::Event>& list = one.offline ? app_.offline_events : app_.online_events;
      const bool wanted = std::any_of(list.begin(), list.end(), [&](const manifests::Event& m) {
        return m.name == one.event && granted(app_, facts_.scopes, m.scope);
      });
      if (wanted) continue;
      EventWork& work = stale[one.event];
      work.wanted.event = one.event;
      work.bind = false;
      work.stale.push_back(one);
    }
    for (auto& [name, work] : stale) {
      add("event_drop." + name, "install.step.event_drop", {{"name", name}}, Action::kRepair,
          std::move(work));
    }
  }

  // A stage that is called like an optional one is that one, chosen or not.
  static bool has_stage(const GroupFacts& group, const manifests::StageTemplate& wanted) {
    return std::any_of(group.stages.begin(), group.stages.end(), [&](const kanban::PortalStage& stage) {
      return std::any_of(wanted.titles.by_language.begin(), wanted.titles.by_language.end(),
                         [&](const auto& title) {
                           return kanban::fold_title(stage.title) == kanban::fold_title(title.second);
                         });
    });
  }

  std::vector<kanban::PlannedStage> stages_of(const GroupFacts& group) const {
    // A bound group's stages have their roles already, whatever they are called by now.
    if (group.bound && !group.known.empty()) {
      const kanban::StagesInStep step = kanban::keep_in_step(group.group.id, group.known, group.stages);
      if (step.problems.empty()) {
        std::vector<kanban::PlannedStage> kept;
        for (const kanban::Stage& stage : step.stages) {
          kept.push_back(
              {kanban::StageAction::kKeep, stage.role, stage.title, stage.color, stage.id, stage.title});
        }
        return kept;
      }
    }
    std::vector<kanban::StageDefinition> defaults;
    for (const manifests::StageTemplate& stage : manifests_.stages) {
      if (!stage.optional || options_.client_check || has_stage(group, stage))
        defaults.push_back({stage.role, stage.titles.in(options_.lang), stage.color});
    }
    std::vector<kanban::PlannedStage> planned = kanban::plan_stages(group.stages, defaults);
    if (options_.rename_stages) return planned;
    for (kanban::PlannedStage& stage : planned) {
      if (stage.action != kanban::StageAction::kRename) continue;
      stage.action = kanban::StageAction::kKeep;
      stage.title = stage.existing_title;
    }
    return planned;
  }

  void plan_group(const GroupFacts& group) {
    const std::string group_id = std::to_string(group.group.id.value());
    const std::vector<kanban::PlannedStage> stages = stages_of(group);
    for (const kanban::PlannedStage& stage : stages) {
      std::string id = "stage." + group_id + ".";
      std::map<std::string, std::string> args{{"title", stage.title}, {"group", group.group.name}};
      std::string key = "install.step.stage";
      Action action = Action::kKeep;
      if (stage.action == kanban::StageAction::kAdd) {
        id += kanban::to_string(stage.role);
        action = Action::kCreate;
      } else {
        id += std::to_string(stage.existing.value());
      }
      if (stage.action == kanban::StageAction::kRename) {
        args["from"] = stage.existing_title;
        key = "install.step.stage_rename";
        action = Action::kRename;
      }
      add(std::move(id), std::move(key), std::move(args), action, StageWork{group.group.id, stage});
    }
    add("group." + group_id, "install.step.group", {{"group", group.group.name}},
        group.bound ? Action::kKeep : Action::kCreate, GroupWork{group.group});
    plan_.stages[group.group.id] = stages;
  }

  const manifests::Application& app_;
  const manifests::Manifests& manifests_;
  const Facts& facts_;
  const PlanOptions& options_;
  bool queue_is_new_ = false;  // an event of the offline queue is not bound: it has missed changes
  InstallationPlan plan_;
};

}  // namespace

std::string_view to_string(Action action) {
  switch (action) {
    case Action::kCreate: return "create";
    case Action::kKeep: return "keep";
    case Action::kRepair: return "repair";
    case Action::kRename: return "rename";
  }
  return "keep";
}

bool granted(const manifests::Application& application, std::span<const std::string> scopes,
             std::string_view scope) {
  if (scope.empty() || scope == "basic" || contains(scopes, scope)) return true;
  for (const manifests::Scope& one : application.scopes) {
    if (one.name != scope) continue;
    return std::any_of(one.alternatives.begin(), one.alternatives.end(),
                       [&](const std::string& name) { return contains(scopes, name); });
  }
  return false;
}

std::vector<std::string> missing_scopes(const manifests::Application& application,
                                        std::span<const std::string> scopes) {
  std::vector<std::string> missing;
  for (const manifests::Scope& scope : application.scopes) {
    if (scope.required && !granted(application, scopes, scope.name)) missing.push_back(scope.name);
  }
  return missing;
}

InstallationPlan plan_installation(const manifests::Manifests& manifests, const Facts& facts,
                                   const PlanOptions& options) {
  return Planner(manifests, facts, options).run();
}

}  // namespace sd::installation
