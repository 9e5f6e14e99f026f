// Keeps group and company of labour records in step with their cards. Those of a group that is
// unbound stay: no question names such a group, so they count nowhere until it is bound again.
#pragma once

#include "kanban/sql/card_watch.h"

namespace sd::reports::sql {

class LabourCards final : public kanban::sql::CardWatch {
 public:
  void stored(soci::session& sql, PortalId portal, std::span<const kanban::CardChange> changes,
              std::span<const TicketId> gone) override;
  void unbinding(soci::session&, PortalId, GroupId) override {}
};

}  // namespace sd::reports::sql
