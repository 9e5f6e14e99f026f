#include "extension/installation/run_installation.h"

#include <algorithm>

namespace sd::installation {
namespace {

constexpr std::size_t kMaxDetail = 500;

// For the step's record and the installer's page: the portal's own words behind our code.
std::string explain(const Error& error) {
  std::string text = error.code;
  if (!error.detail.empty()) text += ": " + error.detail;
  if (text.size() > kMaxDetail) {
    std::size_t end = kMaxDetail;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not inside a letter
    text.resize(end);
  }
  return text;
}

}  // namespace

// One installation: the ports, and what one step leaves for the next.
class RunInstallation::Run {
 public:
  Run(const Ports& ports, const InstallationOrder& order, InstallationWatcher& watcher, std::stop_token stop)
      : ports_(ports),
        order_(order),
        watcher_(watcher),
        stop_(std::move(stop)),
        actor_(kanban::background(order.portal)) {}

  Status all() {
    Result<InstallationPlan> plan = ports_.preview.plan(order_);
    if (!plan) {
      const StepRecord connect{"connect", StepState::kFailed, explain(plan.error())};
      if (const Status kept = record_all({&connect, 1}); !kept) return kept;
      return plan.error();
    }
    std::vector<StepRecord> records;
    for (const PlannedStep& step : plan->steps) records.push_back({step.id, StepState::kWaiting, {}});
    if (const Status kept = record_all(records); !kept) return kept;

    for (const PlannedStep& step : plan->steps) {
      if (const Status kept = record({step.id, StepState::kRunning, {}}); !kept) return kept;
      const Status done = stop_.stop_requested()
                              ? Status(Error{ErrorKind::kUnavailable, "install.stopped", {}})
                              : std::visit([&](const auto& work) { return perform(step, work); }, step.work);
      const StepRecord result{step.id, done ? StepState::kDone : StepState::kFailed,
                              done ? std::string() : explain(done.error())};
      if (const Status kept = record(result); !kept) return kept;
      if (!done) return done;
    }
    return Done{};
  }

 private:
  Status record_all(std::span<const StepRecord> steps) {
    watcher_.planned(steps);
    return ports_.store.put_steps(order_.portal, steps, ports_.clock.now());
  }

  Status record(const StepRecord& step) {
    watcher_.changed(step);
    return ports_.store.put_step(order_.portal, step, ports_.clock.now());
  }

  Status perform(const PlannedStep& step, const ScopeWork& work) {
    if (work.granted) return Done{};
    return Error{ErrorKind::kPermissionDenied, "install.scope_missing", step.args.at("name")};
  }

  Status perform(const PlannedStep& step, const FieldWork& work) {
    if (!work.present_type.empty()) {
      return Error{ErrorKind::kConflict, "install.field_type",
                   work.field.name + " stands with the type " + work.present_type + ", " +
                       work.field.user_type + " is needed: rename or delete it in the portal"};
    }
    if (step.action == Action::kKeep) return Done{};
    if (step.action == Action::kRepair) return ports_.admin.update_task_field(actor_, work.field);
    const Result<std::int64_t> added = ports_.admin.add_task_field(actor_, work.field);
    return added ? Status(Done{}) : Status(added.error());
  }

  // The new handler is bound before an old one goes: a repair that breaks in between leaves one of the two.
  Status perform(const PlannedStep& step, const PlacementWork& work) {
    if (step.action == Action::kKeep) return Done{};
    if (work.bind) {
      if (const Status bound = ports_.admin.bind_placement(actor_, work.wanted); !bound) return bound;
    }
    for (const std::string& handler : work.stale) {
      const Result<std::int64_t> gone = ports_.admin.unbind_placement(actor_, work.wanted.code, handler);
      if (!gone) return gone.error();
    }
    return Done{};
  }

  Status perform(const PlannedStep& step, const EventWork& work) {
    if (step.action == Action::kKeep) return Done{};
    if (work.bind) {
      if (work.wanted.offline) {
        if (const Status noted = read_all_again(); !noted) return noted;
      }
      if (const Status bound = ports_.admin.bind_event(actor_, work.wanted); !bound) return bound;
    }
    for (const portal::EventBinding& binding : work.stale) {
      const Result<std::int64_t> gone = ports_.admin.unbind_event(actor_, binding);
      if (!gone) return gone.error();
    }
    return Done{};
  }

  // Noted before the binding: a run that ends in between would find the event bound and nothing to read.
  Status read_all_again() {
    const Result<std::vector<kanban::BoundGroup>> groups = ports_.cards.groups(order_.portal);
    if (!groups) return groups.error();
    return groups->empty() ? Status(Done{}) : ports_.first_read.ask_again(order_.portal);
  }

  // Stages come in the order of the columns, so the one before is known when one is added.
  Status perform(const PlannedStep&, const StageWork& work) {
    std::vector<kanban::Stage>& stages = stages_[work.group];
    if (!work.stage.existing_title.empty()) {
      former_titles_[work.group].emplace(work.stage.existing, work.stage.existing_title);
    }
    const StageId left = stages.empty() ? StageId{0} : stages.back().id;
    kanban::Stage stage{work.stage.existing, work.group, work.stage.title,
                        work.stage.color,    0,          work.stage.role};
    if (work.stage.action == kanban::StageAction::kAdd) {
      const Result<StageId> added =
          ports_.portal.add_stage(actor_, work.group, work.stage.title, work.stage.color, left);
      if (!added) return added.error();
      stage.id = *added;
    } else if (work.stage.action == kanban::StageAction::kRename) {
      const Status renamed =
          ports_.portal.update_stage(actor_, work.stage.existing, work.stage.title, {}, std::nullopt);
      if (!renamed) return renamed;
    }
    stages.push_back(std::move(stage));
    return Done{};
  }

  Status perform(const PlannedStep&, const GroupWork& work) {
    const GroupId group = work.group.id;
    const std::vector<kanban::Stage>& meant = stages_[group];
    // What the portal says it has is believed, not what we told it.
    const Result<std::vector<kanban::PortalStage>> seen = ports_.portal.stages(actor_, group);
    if (!seen) return seen.error();
    const kanban::StagesInStep step = kanban::keep_in_step(group, meant, *seen);
    if (!step.removed.empty()) {
      return Error{ErrorKind::kConflict, "install.stages",
                   "the portal has dropped " + step.removed.front().title};
    }
    if (!step.problems.empty()) return Error{ErrorKind::kConflict, "install.stages", step.problems.front()};

    const Result<std::vector<kanban::BoundGroup>> groups = ports_.cards.groups(order_.portal);
    if (!groups) return groups.error();
    const auto known = std::find_if(groups->begin(), groups->end(),
                                    [&](const kanban::BoundGroup& one) { return one.group == group; });
    kanban::BoundGroup bound;
    if (known != groups->end()) {
      bound = *known;
    } else {
      const manifests::Settings& defaults = ports_.manifests.settings;
      bound.group = group;
      bound.bound_at = ports_.portal.now(order_.portal);
      bound.status_follows_stage = defaults.status_follows_stage;
      bound.stage_follows_status = defaults.stage_follows_status;
      bound.estimate_first = defaults.class_order[0] == kanban::ClassReason::kEstimate;
    }
    bound.name = work.group.name;
    if (const Status kept = ports_.cards.bind(order_.portal, bound); !kept) return kept;
    if (known == groups->end() && ports_.bound) ports_.bound(order_, bound);
    return keep_stages(group, step.stages);
  }

  // The portal's history names stages by the titles they had: those from before a renaming are kept first.
  Status keep_stages(GroupId group, const std::vector<kanban::Stage>& stages) {
    const TimePoint now = ports_.portal.now(order_.portal);
    std::vector<kanban::Stage> former = stages;
    for (kanban::Stage& stage : former) {
      const auto title = former_titles_[group].find(stage.id);
      if (title != former_titles_[group].end()) stage.title = title->second;
    }
    if (former != stages) {
      if (const Status kept = ports_.cards.put_stages(order_.portal, group, former, now); !kept) return kept;
    }
    return ports_.cards.put_stages(order_.portal, group, stages, now);
  }

  Status perform(const PlannedStep&, const DictionariesWork&) {
    std::vector<kanban::DictionaryEntry> types;
    for (const manifests::TypeEntry& entry : ports_.manifests.dictionaries.types) {
      types.push_back({entry.titles.in(order_.lang), entry.color});
    }
    std::vector<kanban::DictionaryEntry> stoppers;
    for (const manifests::StopperEntry& entry : ports_.manifests.dictionaries.stoppers) {
      stoppers.push_back({entry.titles.in(order_.lang), entry.color, entry.public_titles.in(order_.lang),
                          UserId{}, entry.waits_for_client});
    }
    if (const Status put = put_default(kanban::DictionaryKind::kType, types); !put) return put;
    return put_default(kanban::DictionaryKind::kStopper, stoppers);
  }

  Status put_default(kanban::DictionaryKind kind, std::span<const kanban::DictionaryEntry> entries) {
    const Result<std::vector<kanban::DictionaryEntry>> present =
        ports_.settings.dictionary(order_.portal, kind);
    if (!present) return present.error();
    if (!present->empty()) return Done{};  // people have edited it, or an earlier run has put it
    return ports_.settings.put_dictionary(order_.portal, kind, entries);
  }

  Status perform(const PlannedStep& step, const ReadWork& work) {
    if (step.action == Action::kKeep) return Done{};
    const auto progress = [this](std::int64_t done, std::int64_t total) { watcher_.read(done, total); };
    return ports_.first_read.run(order_.portal, work.group, progress, stop_);
  }

  Status perform(const PlannedStep&, const FinishWork&) {
    const Result<InstallationPlan> again = ports_.preview.plan(order_);
    if (!again) return again.error();
    for (const PlannedStep& step : again->steps) {
      const bool is_finish = std::holds_alternative<FinishWork>(step.work);
      if (!is_finish && step.action != Action::kKeep) {
        return Error{ErrorKind::kUnavailable, "install.not_kept", step.id};
      }
    }
    const Result<std::optional<InstalledPortal>> found = ports_.store.find(order_.portal);
    if (!found) return found.error();
    if (!*found) return Error{ErrorKind::kNotFound, "portal.unknown", {}};
    InstalledPortal record = **found;
    if (record.state == PortalState::kInstalled) return Done{};
    record.state = PortalState::kInstalled;
    const Result<PortalId> put = ports_.store.put(record);
    return put ? Status(Done{}) : Status(put.error());
  }

  const Ports& ports_;
  const InstallationOrder& order_;
  InstallationWatcher& watcher_;
  std::stop_token stop_;
  kanban::Actor actor_;
  std::map<GroupId, std::vector<kanban::Stage>> stages_;
  std::map<GroupId, std::map<StageId, std::string>> former_titles_;
};

Status RunInstallation::run(const InstallationOrder& order, InstallationWatcher& watcher,
                            std::stop_token stop) {
  return Run(ports_, order, watcher, std::move(stop)).all();
}

}  // namespace sd::installation
