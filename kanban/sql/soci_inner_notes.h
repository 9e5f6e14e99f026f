// InnerNoteStore over SOCI.
#pragma once

#include "extension/storage/database.h"
#include "kanban/inner_notes.h"

namespace sd::kanban::sql {

class SociInnerNotes final : public InnerNoteStore {
 public:
  // `database` must outlive this object.
  explicit SociInnerNotes(storage::Database& database) : database_(database) {}

  Result<std::vector<InnerNote>> notes(PortalId portal, TicketId ticket) override;
  Status add(PortalId portal, TicketId ticket, const InnerNote& note) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::kanban::sql
