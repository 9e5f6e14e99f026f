#include "extension/installation/installation_store.h"

namespace sd::installation {

std::string_view to_string(PortalState state) {
  switch (state) {
    case PortalState::kInstalling: return "installing";
    case PortalState::kInstalled: return "installed";
    case PortalState::kUninstalled: return "uninstalled";
  }
  return "installing";
}

std::optional<PortalState> portal_state_from(std::string_view text) {
  for (const PortalState state :
       {PortalState::kInstalling, PortalState::kInstalled, PortalState::kUninstalled}) {
    if (text == to_string(state)) return state;
  }
  return std::nullopt;
}

std::string_view to_string(StepState state) {
  switch (state) {
    case StepState::kWaiting: return "waiting";
    case StepState::kRunning: return "running";
    case StepState::kDone: return "done";
    case StepState::kFailed: return "failed";
  }
  return "waiting";
}

std::optional<StepState> step_state_from(std::string_view text) {
  for (const StepState state :
       {StepState::kWaiting, StepState::kRunning, StepState::kDone, StepState::kFailed}) {
    if (text == to_string(state)) return state;
  }
  return std::nullopt;
}

}  // namespace sd::installation
