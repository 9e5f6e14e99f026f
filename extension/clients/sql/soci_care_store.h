// CareStore over SOCI.
#pragma once

#include "extension/clients/care_store.h"
#include "extension/storage/database.h"

namespace sd::clients::sql {

class SociCareStore final : public CareStore {
 public:
  // `database` must outlive this object.
  explicit SociCareStore(storage::Database& database) : database_(database) {}

  Result<std::vector<Waiting>> awaiting(PortalId portal) override;
  Status note_reminded(PortalId portal, const kanban::Card& card) override;
  Result<std::vector<Unannounced>> unannounced(PortalId portal, TimePoint created_since) override;
  Status note_announced(PortalId portal, TicketId ticket, TimePoint at) override;
  Result<std::vector<kanban::Card>> unasked(PortalId portal, TimePoint done_since) override;
  Result<std::optional<TimePoint>> last_asked(PortalId portal, UserId user) override;
  Status note_asked(PortalId portal, const kanban::Card& card, TimePoint at) override;
  Result<std::optional<Rating>> rating(const Question& question) override;
  Status rate(const Question& question, const Rating& rating) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::clients::sql
