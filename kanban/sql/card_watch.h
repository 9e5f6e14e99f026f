// Port: who keeps tables of his own in step with cards, within the transaction that stores them.
#pragma once

#include <soci/soci.h>

#include <span>

#include "kanban/card_store.h"

namespace sd::kanban::sql {

class CardWatch {
 public:
  virtual ~CardWatch() = default;

  // After the cards were stored and `gone` forgotten. Throws soci::soci_error like the session does; may be
  // called again for the same when the transaction is repeated.
  virtual void stored(soci::session& sql, PortalId portal, std::span<const CardChange> changes,
                      std::span<const TicketId> gone) = 0;

  // Before a group is unbound: its cards are still there and leave without stored(). As above otherwise.
  virtual void unbinding(soci::session& sql, PortalId portal, GroupId group) = 0;
};

}  // namespace sd::kanban::sql
