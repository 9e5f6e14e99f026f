// LinkStore over SOCI.
#pragma once

#include "extension/clients/link_store.h"
#include "extension/storage/database.h"

namespace sd::clients::sql {

class SociLinkStore final : public LinkStore {
 public:
  // `database` must outlive this object.
  explicit SociLinkStore(storage::Database& database) : database_(database) {}

  Result<std::vector<Link>> links(PortalId portal) override;
  Result<Link> add(const NewLink& link) override;
  Result<bool> revoke(PortalId portal, std::int64_t link, UserId by, TimePoint at) override;
  Result<std::optional<Opened>> open(const std::string& token_hash, TimePoint now) override;
  Result<bool> holds(PortalId portal, std::int64_t link, TimePoint now) override;
  Result<std::set<CompanyId>> companies_of(PortalId portal, const std::set<GroupId>& groups) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::clients::sql
