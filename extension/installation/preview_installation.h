// Looks at the portal and says what an installation would do, without doing it.
#pragma once

#include <string>
#include <vector>

#include "extension/installation/installation_store.h"
#include "extension/installation/rules/installation_plan.h"
#include "extension/portal/portal_admin.h"
#include "kanban/card_store.h"
#include "kanban/portal.h"
#include "kanban/settings.h"
#include "manifests/manifest.h"

namespace sd::installation {

struct InstallationOrder {
  PortalId portal;
  std::vector<GroupId> groups;  // may be empty: fields, placements and events only
  bool rename_stages = true;
  std::string lang;           // of the titles that are created
  bool client_check = false;  // with the stage in which the client confirms
  UserId by = {};             // who asks for it; 0: the portal itself
};

struct ScopeFact {
  std::string name;
  bool granted = false;
  bool required = false;
  std::string why_key;
};
struct GroupChoice {
  kanban::PortalGroup group;
  bool bound = false;
};
// What the installer's first page shows.
struct InstallationOverview {
  bool installed = false;
  std::vector<ScopeFact> scopes;
  std::vector<GroupChoice> groups;  // empty while a required scope is missing
};

class PreviewInstallation {
 public:
  // All references must outlive this object.
  PreviewInstallation(const manifests::Manifests& manifests, std::string public_url,
                      portal::PortalAdmin& admin, kanban::Portal& portal, kanban::CardStore& cards,
                      kanban::SettingsStore& settings, InstallationStore& store)
      : manifests_(manifests),
        public_url_(std::move(public_url)),
        admin_(admin),
        portal_(portal),
        cards_(cards),
        settings_(settings),
        store_(store) {}

  // Errors of both: "portal.*", "db.*".
  Result<InstallationOverview> overview(PortalId portal);
  // Also "install.group_unknown" (kNotFound): the portal shows no group of that number.
  Result<InstallationPlan> plan(const InstallationOrder& order);

 private:
  Result<Facts> look(const InstallationOrder& order);
  Result<std::vector<GroupFacts>> look_at_groups(const InstallationOrder& order);

  const manifests::Manifests& manifests_;
  std::string public_url_;
  portal::PortalAdmin& admin_;
  kanban::Portal& portal_;
  kanban::CardStore& cards_;
  kanban::SettingsStore& settings_;
  InstallationStore& store_;
};

}  // namespace sd::installation
