#include "extension/installation/installation_jobs.h"

#include <algorithm>

namespace sd::installation {
namespace {

class Recorder final : public InstallationWatcher {
 public:
  Recorder(std::mutex& mutex, RunProgress& progress) : mutex_(mutex), progress_(progress) {}

  void planned(std::span<const StepRecord> steps) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    progress_.steps.assign(steps.begin(), steps.end());
  }
  void changed(const StepRecord& step) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (StepRecord& one : progress_.steps) {
      if (one.id == step.id) one = step;
    }
  }
  void read(std::int64_t done, std::int64_t total) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    progress_.read_done = done;
    progress_.read_total = total;
  }

 private:
  std::mutex& mutex_;
  RunProgress& progress_;
};

}  // namespace

std::string_view to_string(RunState state) {
  switch (state) {
    case RunState::kRunning: return "running";
    case RunState::kDone: return "done";
    case RunState::kFailed: return "failed";
  }
  return "failed";
}

Result<std::string> InstallationJobs::start(const InstallationOrder& order) {
  std::string name;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (stop_.stop_requested()) return Error{ErrorKind::kUnavailable, "server.closing", {}};
    const auto present = runs_.find(order.portal);
    if (present != runs_.end() && present->second.state == RunState::kRunning) {
      return Error{ErrorKind::kConflict, "install.running", {}};
    }
    runs_[order.portal] = RunProgress{};
    ++running_;
    name = std::to_string(++started_);
  }
  if (post_([this, order] { work(order); })) return name;
  const std::lock_guard<std::mutex> lock(mutex_);
  runs_.erase(order.portal);
  --running_;
  ended_.notify_all();
  return Error{ErrorKind::kUnavailable, "server.busy", {}};
}

void InstallationJobs::work(const InstallationOrder& order) {
  RunProgress* progress = nullptr;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    progress = &runs_.at(order.portal);  // map entries stay where they are; nobody erases a running one
  }
  Recorder recorder(mutex_, *progress);
  const Status done = run_.run(order, recorder, stop_.get_token());
  told_(order.portal);
  const std::lock_guard<std::mutex> lock(mutex_);
  progress->state = done ? RunState::kDone : RunState::kFailed;
  --running_;
  ended_.notify_all();
}

Result<RunProgress> InstallationJobs::progress(PortalId portal) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto present = runs_.find(portal);
    if (present != runs_.end()) return present->second;
  }
  Result<std::vector<StepRecord>> steps = store_.steps(portal);
  if (!steps) return steps.error();
  if (steps->empty()) return Error{ErrorKind::kNotFound, "install.no_run", {}};
  RunProgress progress;
  progress.steps = std::move(steps).value();
  const bool whole = std::all_of(progress.steps.begin(), progress.steps.end(),
                                 [](const StepRecord& step) { return step.state == StepState::kDone; });
  progress.state = whole ? RunState::kDone : RunState::kFailed;
  for (StepRecord& step : progress.steps) {
    if (step.state == StepState::kRunning) step = {step.id, StepState::kFailed, "install.interrupted"};
  }
  return progress;
}

void InstallationJobs::stop() {
  stop_.request_stop();
  std::unique_lock<std::mutex> lock(mutex_);
  ended_.wait(lock, [this] { return running_ == 0; });
}

}  // namespace sd::installation
