// kanban::Portal over REST: puts the scopes together; every translation of the wire is in their files.
#pragma once

#include "extension/portal/batch.h"
#include "extension/portal/caller.h"
#include "extension/portal/field_names.h"
#include "kanban/portal.h"

namespace sd::portal {

// Beyond the errors of extension/portal/README.md a write may answer "portal.lost" (kUnavailable): the
// request was sent, no answer came, and reading back did not show it done.
class PortalRest final : public kanban::Portal {
 public:
  PortalRest(Caller& caller, FieldNames fields) : caller_(caller), fields_(std::move(fields)) {}

  Result<std::vector<kanban::TicketRead>> read(const Actor& actor, std::span<const TicketId> ids) override;
  Result<kanban::TicketPage> list_ids(const Actor& actor, GroupId group, TicketId after) override;
  Result<kanban::StampPage> stamps(const Actor& actor, std::span<const GroupId> groups,
                                   std::optional<TimePoint> since, TicketId after) override;

  Result<kanban::TicketRows> list_rows(const Actor& actor, GroupId group, kanban::TicketShare share,
                                       TicketId after, std::int64_t expected) override;

  Result<std::vector<kanban::PortalStage>> stages(const Actor& actor, GroupId group) override;
  Result<StageId> add_stage(const Actor& actor, GroupId group, const std::string& title,
                            const std::string& color, StageId after) override;
  Status update_stage(const Actor& actor, StageId stage, const std::string& title, const std::string& color,
                      std::optional<StageId> after) override;
  Status delete_stage(const Actor& actor, StageId stage) override;

  Result<kanban::TicketRead> move(const Actor& actor, TicketId ticket, StageId to) override;
  Result<kanban::TicketRead> move_beside(const Actor& actor, TicketId ticket, StageId to,
                                         const Beside& beside) override;
  Result<kanban::TicketRead> step(const Actor& actor, TicketId ticket, kanban::StatusStep step) override;
  std::vector<Result<kanban::TicketRead>> write_sides(const Actor& actor,
                                                      std::span<const SideWrite> writes) override;
  Result<kanban::TicketRead> write(const Actor& actor, TicketId ticket, const FieldWrite& fields) override;

  Result<std::vector<kanban::PortalUser>> users(const Actor& actor, std::span<const UserId> ids) override;
  Result<kanban::UserPage> list_users(const Actor& actor, UserId after, std::int64_t expected) override;
  Result<std::vector<std::pair<CompanyId, std::string>>> companies(const Actor& actor,
                                                                   std::span<const CompanyId> ids) override;
  Result<std::vector<kanban::PortalGroup>> groups(const Actor& actor) override;
  Result<std::vector<kanban::GroupMember>> members(const Actor& actor, GroupId group) override;

  TimePoint now(PortalId portal) override;
  Result<std::vector<UserId>> background_people(PortalId portal) override;
  std::int64_t requests(PortalId portal) override;

 private:
  Caller& caller_;
  FieldNames fields_;
};

}  // namespace sd::portal
