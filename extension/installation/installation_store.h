// Port: which portals this service is installed in, and how far each installation has come.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/core/secret.h"
#include "extension/core/time.h"

namespace sd::installation {

// kInstalling: admitted, the installation has not come to its end yet. kUninstalled: the portal has removed
// the application; data may still be there, nothing is read or written in the portal.
enum class PortalState { kInstalling, kInstalled, kUninstalled };
std::string_view to_string(PortalState state);  // "installing", "installed", "uninstalled"
std::optional<PortalState> portal_state_from(std::string_view text);

struct InstalledPortal {
  PortalId id;  // 0: not stored yet
  MemberId member;
  std::string client_endpoint;  // "https://portal.example.com/rest/"
  std::string server_endpoint;  // "https://oauth.bitrix.info/rest/"
  std::string client_id;
  Secret application_token;  // empty until the portal has told it
  UserId installed_by;
  TimePoint installed_at;
  PortalState state = PortalState::kInstalling;
  std::vector<std::string> scopes;  // as granted
  std::string lang = "en";
};

enum class StepState { kWaiting, kRunning, kDone, kFailed };
std::string_view to_string(StepState state);  // "waiting", "running", "done", "failed"
std::optional<StepState> step_state_from(std::string_view text);

struct StepRecord {
  std::string id;  // "field.UF_SD_TYPE"
  StepState state = StepState::kWaiting;
  std::string detail;  // why it failed; holds no secret

  friend bool operator==(const StepRecord&, const StepRecord&) = default;
};

class InstallationStore {
 public:
  virtual ~InstallationStore() = default;

  virtual Result<std::vector<InstalledPortal>> portals() = 0;
  virtual Result<std::optional<InstalledPortal>> find(PortalId portal) = 0;
  virtual Result<std::optional<InstalledPortal>> find(const MemberId& member) = 0;
  // Inserts, or replaces the portal with the same member. Returns its id. `portal.id` is ignored.
  virtual Result<PortalId> put(const InstalledPortal& portal) = 0;
  // Removes the portal's rows from every table, tokens and inbox included.
  virtual Status wipe(PortalId portal) = 0;

  // The steps of the last installation, in their order.
  virtual Result<std::vector<StepRecord>> steps(PortalId portal) = 0;
  // Replaces all of them.
  virtual Status put_steps(PortalId portal, std::span<const StepRecord> steps, TimePoint now) = 0;
  // Replaces the one with the same id.
  virtual Status put_step(PortalId portal, const StepRecord& step, TimePoint now) = 0;
};

}  // namespace sd::installation
