// What an installation has to do in a portal: the manifests against what stands there already. Pure; running
// the plan and planning again yields nothing but kKeep.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "extension/core/ids.h"
#include "extension/portal/portal_admin.h"
#include "kanban/card_store.h"
#include "kanban/portal.h"
#include "kanban/rules/stage_roles.h"
#include "manifests/manifest.h"

namespace sd::installation {

enum class Action {
  kCreate,  // is missing
  kKeep,    // stands as it should
  kRepair,  // stands, but not as it should, or should not stand any more
  kRename,  // a stage takes the default's title
};
std::string_view to_string(Action action);  // "create", "keep", "repair", "rename"

struct GroupFacts {
  kanban::PortalGroup group;
  std::vector<kanban::PortalStage> stages;  // in the portal
  std::vector<kanban::Stage> known;         // ours; empty when the group is not bound
  bool bound = false;
  bool synced = false;
};

// What stands, in the portal and with us.
struct Facts {
  std::vector<std::string> scopes;
  std::vector<portal::TaskField> fields;
  std::vector<portal::PlacementBinding> placements;  // of this application
  std::vector<portal::EventBinding> events;          // of this application
  std::vector<GroupFacts> groups;                    // those to be bound
  bool dictionaries = false;                         // both hold entries
};

struct PlanOptions {
  std::string public_url;  // without a '/' at the end
  std::string lang;
  bool rename_stages = true;
  bool client_check = false;  // also the optional stages of the manifests: the client is to confirm
};

struct ScopeWork {
  bool granted = false;
};
struct FieldWork {
  portal::TaskField field;  // id 0: to be added
  std::string
      present_type;  // not empty: a field of this name stands with another type, nothing can be done here
};
struct PlacementWork {
  portal::PlacementBinding wanted;
  std::vector<std::string> stale;  // handlers to be removed
  bool bind = true;                // false: it stands, or the place is no longer wanted
};
struct EventWork {
  portal::EventBinding wanted;
  std::vector<portal::EventBinding> stale;
  bool bind = true;
};
struct StageWork {
  GroupId group;
  kanban::PlannedStage stage;
};
struct GroupWork {
  kanban::PortalGroup group;
};
struct DictionariesWork {};
struct ReadWork {
  GroupId group;
};
struct FinishWork {};
using Work = std::variant<ScopeWork, FieldWork, PlacementWork, EventWork, StageWork, GroupWork,
                          DictionariesWork, ReadWork, FinishWork>;

struct PlannedStep {
  std::string id;        // "field.UF_SD_TYPE", "stage.77.501"; unique in the plan
  std::string text_key;  // of the translations
  std::map<std::string, std::string> args;
  Action action = Action::kCreate;
  Work work;
};

struct InstallationPlan {
  std::vector<PlannedStep> steps;  // in the order of doing
  std::map<GroupId, std::vector<kanban::PlannedStage>> stages;
};

// Whether the portal has granted `scope` or one of its alternatives. "" and "basic" always are.
bool granted(const manifests::Application& application, std::span<const std::string> scopes,
             std::string_view scope);

// The required scopes that are not granted. While there is one, nothing else can be found out or done.
std::vector<std::string> missing_scopes(const manifests::Application& application,
                                        std::span<const std::string> scopes);

// With a required scope missing the plan has the scopes' steps only.
InstallationPlan plan_installation(const manifests::Manifests& manifests, const Facts& facts,
                                   const PlanOptions& options);

}  // namespace sd::installation
