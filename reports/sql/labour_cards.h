// Keeps group and company of labour records in step with their cards.
#pragma once

#include "kanban/sql/card_watch.h"

namespace sd::reports::sql {

class LabourCards final : public kanban::sql::CardWatch {
 public:
  void stored(soci::session& sql, PortalId portal, std::span<const kanban::CardChange> changes,
              std::span<const TicketId> gone) override;
};

}  // namespace sd::reports::sql
