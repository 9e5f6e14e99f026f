// Port: people of companies who are no users of the portal, and the personal links they come by. Kept by
// SociLinkStore.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "extension/clients/rules/link_order.h"
#include "extension/core/time.h"

namespace sd::clients {

// One contact of one company. Whoever stands for two companies is two of them.
struct LinkedContact {
  UserId user;  // the service's number of him, below 0
  ContactId contact;
  CompanyId company;
  std::string name;

  friend bool operator==(const LinkedContact&, const LinkedContact&) = default;
};

struct Link {
  std::int64_t id = 0;
  LinkedContact whose;
  UserId created_by;
  TimePoint created;
  TimePoint expires;
  std::optional<TimePoint> revoked;
  UserId revoked_by;
  std::optional<TimePoint> used;  // when it opened a session last
  std::int64_t uses = 0;          // sessions it has opened

  friend bool operator==(const Link&, const Link&) = default;
};

class LinkStore {
 public:
  virtual ~LinkStore() = default;

  // The newest first.
  virtual Result<std::vector<Link>> links(PortalId portal) = 0;

  struct NewLink {
    PortalId portal;
    LinkOrder order;
    std::string token_hash;  // session/link_token.h
    UserId by;
    TimePoint at;
  };
  // A contact that is known already takes the order's name.
  virtual Result<Link> add(const NewLink& link) = 0;

  // Whether there is such a link; one that was revoked before stays as it is.
  virtual Result<bool> revoke(PortalId portal, std::int64_t link, UserId by, TimePoint at) = 0;

  struct Opened {
    PortalId portal;
    Link link;
  };
  // The link of that token, its use counted. Absent, and nothing is changed: there is none that holds now.
  virtual Result<std::optional<Opened>> open(const std::string& token_hash, TimePoint now) = 0;
  // Neither revoked nor expired, and its portal still uses the service.
  virtual Result<bool> holds(PortalId portal, std::int64_t link, TimePoint now) = 0;

  // The companies of cards of these groups, and those whose new requests land there.
  virtual Result<std::set<CompanyId>> companies_of(PortalId portal, const std::set<GroupId>& groups) = 0;
};

}  // namespace sd::clients
