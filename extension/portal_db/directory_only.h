// A portal of which only people, companies, groups, members and stages can be asked: the rest of the port is
// refused. For use cases that import (kanban/import_tickets.h, reports/reconcile_labour.h), which ask for
// nothing else.
#pragma once

#include "kanban/portal.h"
#include "reports/labour_portal.h"

namespace sd::portal_db {

// Every method here answers "portal_db.not_asked" (kInternal).
class DirectoryOnly : public kanban::Portal, public reports::LabourPortal {
 public:
  using Actor = kanban::Actor;

  Result<std::vector<kanban::TicketRead>> read(const Actor&, std::span<const TicketId>) override {
    return refusal();
  }
  Result<kanban::TicketPage> list_ids(const Actor&, GroupId, TicketId) override { return refusal(); }
  Result<kanban::StampPage> stamps(const Actor&, std::span<const GroupId>, std::optional<TimePoint>,
                                   TicketId) override {
    return refusal();
  }
  Result<kanban::TicketRows> list_rows(const Actor&, GroupId, kanban::TicketShare, TicketId,
                                       std::int64_t) override {
    return refusal();
  }
  Result<StageId> add_stage(const Actor&, GroupId, const std::string&, const std::string&, StageId) override {
    return refusal();
  }
  Status update_stage(const Actor&, StageId, const std::string&, const std::string&,
                      std::optional<StageId>) override {
    return refusal();
  }
  Status delete_stage(const Actor&, StageId) override { return refusal(); }
  Result<kanban::TicketRead> move(const Actor&, TicketId, StageId) override { return refusal(); }
  Result<kanban::TicketRead> move_beside(const Actor&, TicketId, StageId, const Beside&) override {
    return refusal();
  }
  Result<kanban::TicketRead> step(const Actor&, TicketId, kanban::StatusStep) override { return refusal(); }
  Result<kanban::TicketRead> write(const Actor&, TicketId, const FieldWrite&) override { return refusal(); }
  std::vector<Result<kanban::TicketRead>> write_sides(const Actor&,
                                                      std::span<const SideWrite> writes) override {
    return std::vector<Result<kanban::TicketRead>>(writes.size(), refusal());
  }
  Result<std::vector<UserId>> background_people(PortalId) override { return refusal(); }
  Result<std::vector<reports::LabourRecord>> of_tickets(PortalId, std::span<const TicketId>) override {
    return refusal();
  }
  Result<reports::SpentPage> spent(PortalId, GroupId, kanban::TicketShare, TicketId, std::int64_t) override {
    return refusal();
  }

 private:
  static Error refusal() { return {ErrorKind::kInternal, "portal_db.not_asked", {}}; }
};

}  // namespace sd::portal_db
