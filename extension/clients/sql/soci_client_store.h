// ClientStore over SOCI.
#pragma once

#include "extension/clients/client_store.h"
#include "extension/storage/database.h"

namespace sd::clients::sql {

class SociClientStore final : public ClientStore {
 public:
  // `database` must outlive this object.
  explicit SociClientStore(storage::Database& database) : database_(database) {}

  Result<Client> client(PortalId portal, UserId user) override;
  Result<std::set<UserId>> people_of(PortalId portal, CompanyId company) override;
  Result<std::vector<LinkedContact>> contacts_of(PortalId portal, CompanyId company) override;
  Result<std::vector<MarkedCard>> candidates(const Client& client, Share share, TicketId before,
                                             std::size_t limit) override;
  Result<std::optional<MarkedCard>> candidate(const Client& client, TicketId ticket) override;
  Result<std::vector<RequestTemplate>> templates(PortalId portal, GroupId group) override;
  Status note_written(const Client& client, TicketId ticket) override;
  Result<bool> name_writer(const Client& client, TicketId ticket, std::optional<kanban::Fact> fact,
                           std::span<const UserId> background) override;
  Status mark_seen(const Client& client, TicketId ticket, TimePoint upto) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::clients::sql
