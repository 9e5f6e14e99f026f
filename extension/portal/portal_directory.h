// Port: what we know of each portal we serve, and where it is now.
#pragma once

#include <string>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/core/secret.h"

namespace sd::portal {

// Which request rate the portal grants (portal-api.md 1.8). Its answers are obeyed in every profile.
enum class LimitsProfile { kOff, kCloud, kEnterprise };

struct PortalRecord {
  PortalId id;
  MemberId member;
  std::string client_endpoint;  // "https://portal.example.com/rest/"
  std::string server_endpoint;  // "https://oauth.bitrix.info/rest/"
  std::string client_id;
  Secret client_secret;
  LimitsProfile limits = LimitsProfile::kCloud;
};

class PortalDirectory {
 public:
  virtual ~PortalDirectory() = default;

  // Errors: "portal.unknown" (kNotFound), database errors.
  virtual Result<PortalRecord> find(PortalId portal) = 0;
  // The portal was renamed and the authorisation server has named its new address: remember it.
  virtual Status moved(PortalId portal, const std::string& client_endpoint) = 0;
};

}  // namespace sd::portal
