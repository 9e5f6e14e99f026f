// PortalAdmin over REST: puts the scopes together.
#pragma once

#include "extension/portal/caller.h"
#include "extension/portal/portal_admin.h"

namespace sd::portal {

class PortalAdminRest final : public PortalAdmin {
 public:
  PortalAdminRest(Caller& caller, OAuth& oauth, Transport& transport)
      : caller_(caller), oauth_(oauth), transport_(transport) {}

  Result<AppInfo> app_guard(const std::string& server_endpoint, const Secret& access) override;
  Result<Introduction> introduce(const Claim& claim) override;
  Result<Profile> verify(PortalId portal, const Secret& access) override;

  Result<Tokens> follow(PortalId portal, const Secret& refresh) override;

  Result<AppInfo> app_info(const Actor& actor) override;
  Result<std::vector<std::string>> scopes(const Actor& actor) override;
  Result<bool> feature(const Actor& actor, const std::string& code) override;
  Result<TimePoint> server_time(const Actor& actor) override;

  Result<std::vector<EventBinding>> events(const Actor& actor) override;
  Status bind_event(const Actor& actor, const EventBinding& binding) override;
  Result<std::int64_t> unbind_event(const Actor& actor, const EventBinding& binding) override;

  Result<std::vector<PlacementBinding>> placements(const Actor& actor) override;
  Status bind_placement(const Actor& actor, const PlacementBinding& binding) override;
  Result<std::int64_t> unbind_placement(const Actor& actor, const std::string& code,
                                        const std::string& handler) override;

  Result<std::vector<TaskField>> task_fields(const Actor& actor) override;
  Result<std::int64_t> add_task_field(const Actor& actor, const TaskField& field) override;
  Status update_task_field(const Actor& actor, const TaskField& field) override;

 private:
  Caller& caller_;
  OAuth& oauth_;
  Transport& transport_;
};

}  // namespace sd::portal
