// Keeps group and company of labour records in step with their cards. Unbinding a group drops its cards
// without telling: no question names a group that is not bound, so its records count nowhere until it is
// bound again.
#pragma once

#include "kanban/sql/card_watch.h"

namespace sd::reports::sql {

class LabourCards final : public kanban::sql::CardWatch {
 public:
  void stored(soci::session& sql, PortalId portal, std::span<const kanban::CardChange> changes,
              std::span<const TicketId> gone) override;
};

}  // namespace sd::reports::sql
