#include "install/sdctl/doctor/portal_checks.h"

#include <algorithm>

#include "install/sdctl/doctor/network_checks.h"
#include "install/sdctl/opened.h"

namespace sd::sdctl {
namespace {

using installation::Action;
using installation::PlannedStep;
using installation::PortalState;
using installation::StepState;

const char* const kRepair =
    "Open the application in the portal as an administrator and run the installation again; it repairs what "
    "is missing.";

std::string origin_of(const std::string& endpoint) {
  const Result<WebAddress> address = parse_web_address(endpoint);
  return address ? address->origin() : endpoint;
}

std::string unfinished_step(const std::vector<installation::StepRecord>& steps) {
  for (const installation::StepRecord& step : steps) {
    if (step.state == StepState::kFailed) return "step " + step.id + " failed: " + step.detail;
  }
  for (const installation::StepRecord& step : steps) {
    if (step.state == StepState::kRunning) return "step " + step.id + " is running or was cut short";
  }
  return steps.empty() ? "no step was begun" : "it has not come to its end";
}

Finding unfinished(const std::string& origin, const Result<std::vector<installation::StepRecord>>& steps) {
  const std::string why = steps ? unfinished_step(*steps) : in_words(steps.error());
  return problem("portal.unfinished", "The installation in " + origin + " is not finished: " + why + ".",
                 kRepair);
}

bool begins(const std::string& text, std::string_view head) {
  return text.compare(0, head.size(), head) == 0;
}

Finding step_finding(const std::string& origin, const PlannedStep& step) {
  if (begins(step.id, "scope.")) {
    return problem("scope.missing",
                   origin + " has not granted the permission \"" + step.args.at("name") + "\".",
                   "Add it in the application's settings in the portal (Developer resources), then run the "
                   "installation again.");
  }
  if (begins(step.id, "read.")) {
    return note("portal.reading",
                origin + ": the group " + step.args.at("group") + " has not been read completely yet.",
                "Wait; sdctl sync status shows how far it is.");
  }
  const std::string state = step.action == Action::kCreate ? " is missing." : " is not as it should be.";
  const char* const code = begins(step.id, "event") ? "event.unbound" : "portal.incomplete";
  return problem(code, origin + ": " + step.id + state, kRepair);
}

}  // namespace

Findings record_findings(const config::Config& config, installation::InstallationStore& store) {
  const Result<std::vector<installation::InstalledPortal>> portals = store.portals();
  if (!portals) {
    return {problem(portals.error().code,
                    "The records of the portals cannot be read: " + in_words(portals.error()) + ".",
                    "Put the database and the key file right first.")};
  }
  Findings findings;
  for (const config::PortalEntry& entry : config.portals) {
    const std::string origin = entry.address.origin();
    const auto record = std::find_if(portals->begin(), portals->end(), [&](const auto& one) {
      return one.client_id == entry.client_id && origin_of(one.client_endpoint) == origin;
    });
    if (record == portals->end()) {
      findings.push_back(note("portal.not_installed",
                              "The portal " + origin + " is listed, but not installed yet.",
                              "Open the application in the portal as an administrator."));
    } else if (record->state == PortalState::kUninstalled) {
      findings.push_back(note("portal.uninstalled",
                              "The portal " + origin + " has removed the application; its data is kept.",
                              "Install it there again, or remove the data: sdctl uninstall --portal " +
                                  record->member.value() + " --wipe."));
    } else if (record->state == PortalState::kInstalling) {
      findings.push_back(unfinished(origin, store.steps(record->id)));
    }
  }
  for (const installation::InstalledPortal& portal : *portals) {
    const bool listed = std::any_of(config.portals.begin(), config.portals.end(),
                                    [&](const auto& entry) { return entry.client_id == portal.client_id; });
    if (listed || portal.state == PortalState::kUninstalled) continue;
    findings.push_back(problem("portal.unlisted",
                               "The portal " + origin_of(portal.client_endpoint) +
                                   " is installed, but its application is no longer in the configuration.",
                               "Add its [[portal]] section again, or remove it: sdctl uninstall --portal " +
                                   portal.member.value() + " --wipe."));
  }
  return findings;
}

Findings installed_findings(const installation::InstalledPortal& portal, const std::vector<GroupId>& groups,
                            installation::PreviewInstallation& preview, portal::PortalAdmin& admin,
                            TimePoint now) {
  const std::string origin = origin_of(portal.client_endpoint);
  const Result<installation::InstallationPlan> plan = preview.plan({portal.id, groups, true, portal.lang});
  if (!plan && plan.error().code == "portal.auth") {
    return {problem("portal.token", origin + " no longer accepts the administrator's token.",
                    "Open the application in the portal as an administrator once; that renews it.")};
  }
  if (!plan) {
    return {problem(plan.error().code, origin + " cannot be looked at: " + in_words(plan.error()) + ".",
                    "Put that right, then ask again.")};
  }
  Findings findings;
  for (const PlannedStep& step : plan->steps) {
    if (step.action != Action::kKeep && step.id != "finish") findings.push_back(step_finding(origin, step));
  }
  const kanban::Actor actor = kanban::background(portal.id);
  if (const Result<portal::AppInfo> app = admin.app_info(actor); app && !app->installed) {
    findings.push_back(
        problem("portal.not_finished",
                origin + " does not count the application as installed: it sends no events and hides "
                         "the board.",
                "Open the application in the portal as an administrator and let the installation end."));
  }
  if (const Result<TimePoint> theirs = admin.server_time(actor)) {
    for (Finding& one : clock_findings("the portal " + origin, *theirs, now))
      findings.push_back(std::move(one));
  }
  return findings;
}

}  // namespace sd::sdctl
