// Installs the extension into a portal, step by step, each recorded with its result. Running it again repairs
// what is missing and leaves the rest alone.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "extension/core/clock.h"
#include "extension/installation/preview_installation.h"

namespace sd::installation {

// Port: reads all tasks of a bound group for the first time, or goes on where an earlier read stopped.
class FirstRead {
 public:
  using Progress = std::function<void(std::int64_t done, std::int64_t total)>;
  virtual ~FirstRead() = default;
  // Ends early, with "install.stopped" (kUnavailable), when stop is asked for.
  virtual Status run(PortalId portal, GroupId group, const Progress& progress, std::stop_token stop) = 0;
  // Every task known by then is to be read once more, behind the installation. Kept across a stop.
  virtual Status ask_again(PortalId portal) = 0;
};

// Who watches an installation. Called from the thread that runs it.
class InstallationWatcher {
 public:
  virtual ~InstallationWatcher() = default;
  virtual void planned(std::span<const StepRecord> steps) = 0;
  virtual void changed(const StepRecord& step) = 0;
  virtual void read(std::int64_t done, std::int64_t total) = 0;
};

class RunInstallation {
 public:
  // All references must outlive this object.
  struct Ports {
    const manifests::Manifests& manifests;
    PreviewInstallation& preview;
    portal::PortalAdmin& admin;
    kanban::Portal& portal;
    kanban::CardStore& cards;
    kanban::SettingsStore& settings;
    InstallationStore& store;
    FirstRead& first_read;
    const Clock& clock;
    // Told of every group that is bound and was not before.
    std::function<void(const InstallationOrder& order, const kanban::BoundGroup& group)> bound = {};
  };
  explicit RunInstallation(Ports ports) : ports_(ports) {}

  // Stops at the first step that fails and returns its error; what was done stays done. The portal's state
  // becomes kInstalled when all are done. Blocks as long as the portal takes: call it on a background thread.
  // Errors beside the ports': "install.scope_missing" (kPermissionDenied, `detail` the scope),
  // "install.field_type" (kConflict), "install.stages" (kConflict, `detail` what is wrong),
  // "install.not_kept" (kUnavailable, `detail` the step that is still not there after everything was done),
  // "install.stopped" (kUnavailable).
  Status run(const InstallationOrder& order, InstallationWatcher& watcher, std::stop_token stop = {});

 private:
  class Run;
  Ports ports_;
};

}  // namespace sd::installation
