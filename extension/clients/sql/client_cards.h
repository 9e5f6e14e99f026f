// Forgets what is kept about clients and a request together with its card: how far they have read, of what
// they were reminded, that their manager was told. Answers to questions stay: only people know them, the
// report leaves out those without a card, and a task that comes back brings them back.
#pragma once

#include "kanban/sql/card_watch.h"

namespace sd::clients::sql {

class ClientCards final : public kanban::sql::CardWatch {
 public:
  void stored(soci::session& sql, PortalId portal, std::span<const kanban::CardChange> changes,
              std::span<const TicketId> gone) override;
  void unbinding(soci::session& sql, PortalId portal, GroupId group) override;
};

}  // namespace sd::clients::sql
