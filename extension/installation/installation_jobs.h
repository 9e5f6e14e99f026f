// Installations running in the background, at most one for each portal, and what a page asks about them.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "extension/installation/run_installation.h"

namespace sd::installation {

enum class RunState { kRunning, kDone, kFailed };
std::string_view to_string(RunState state);  // "running", "done", "failed"

struct RunProgress {
  RunState state = RunState::kRunning;
  std::vector<StepRecord> steps;
  std::int64_t read_done = 0;
  std::int64_t read_total = 0;
};

class InstallationJobs {
 public:
  // Runs the job later on another thread; false when it cannot take it.
  using Post = std::function<bool(std::function<void()> job)>;
  // A run has come to its end, well or not; on the thread that ran it.
  using Ended = std::function<void(PortalId portal)>;

  InstallationJobs(RunInstallation& run, InstallationStore& store, Post post, Ended ended)
      : run_(run), store_(store), post_(std::move(post)), told_(std::move(ended)) {}
  InstallationJobs(const InstallationJobs&) = delete;
  InstallationJobs& operator=(const InstallationJobs&) = delete;
  ~InstallationJobs() { stop(); }

  // Returns the run's name. Errors: "install.running" (kConflict), "server.busy" (kUnavailable).
  Result<std::string> start(const InstallationOrder& order);

  // The last run; after a restart of the service what it had recorded, where a run that was cut short counts
  // as failed. Errors: "install.no_run" (kNotFound), "db.*".
  Result<RunProgress> progress(PortalId portal);

  // Asks every run to end and waits for them. None can be started any more.
  void stop();

 private:
  void work(const InstallationOrder& order);

  RunInstallation& run_;
  InstallationStore& store_;
  Post post_;
  Ended told_;
  std::mutex mutex_;
  std::condition_variable_any ended_;
  std::map<PortalId, RunProgress> runs_;
  std::int64_t started_ = 0;
  int running_ = 0;
  std::stop_source stop_;
};

}  // namespace sd::installation
