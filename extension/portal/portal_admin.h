// Port: what installation, verification of visitors and the doctor ask of a portal. Implemented by
// PortalAdminRest. Errors are those of extension/portal/README.md; every bind and add is idempotent: what
// stands already as asked is success.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/core/secret.h"
#include "extension/core/time.h"
#include "extension/portal/token_store.h"
#include "kanban/portal.h"

namespace sd::portal {

using kanban::Actor;

struct AppInfo {
  std::string code;    // the client_id
  std::string status;  // "L" local, "F" free, ...
  bool installed = false;
  std::int64_t version = 0;
  std::string language;
  std::string license;  // "ru_selfhosted" names a box
};

// Who holds a token, in the portal's own words.
struct Profile {
  UserId user;
  std::string name;
  bool admin = false;
  std::optional<bool> external;  // extranet or mail user; absent when the application may not ask
};

// What a first contact says of itself; nothing of it is believed.
struct Claim {
  std::string server_endpoint;
  std::string client_id;
  Secret client_secret;
  Secret refresh;
};

// What the authorisation server says of the holder of a refresh token.
struct Introduction {
  MemberId member;
  std::string client_endpoint;
  std::string server_endpoint;
  UserId user;
  std::string status;
  Tokens tokens;  // new ones: the claimed refresh token is used up
};

struct EventBinding {
  std::string event;    // upper case
  std::string handler;  // "" for offline
  bool offline = false;
  std::optional<int> min_timeout_seconds;  // ONOFFLINEEVENT alone

  friend bool operator==(const EventBinding&, const EventBinding&) = default;
};

struct PlacementBinding {
  std::string code;
  std::string handler;
  std::map<std::string, std::string> titles;  // by language
  std::map<std::string, std::string> descriptions;
};

// A custom field of the portal's tasks.
struct TaskField {
  std::int64_t id = 0;
  std::string name;       // UF_SD_TYPE
  std::string user_type;  // "string", "double", ...
  std::string xml_id;
  int sort = 0;
  bool mandatory = false;
  bool multiple = false;
  std::map<std::string, std::string> labels;  // by language; not in lists (portal-api.md 7.1)
  std::vector<std::pair<std::string, std::string>> settings;
};

class PortalAdmin {
 public:
  virtual ~PortalAdmin() = default;

  // First contact. `app_guard` asks app.info of the authorisation server, which a forged portal cannot
  // answer for; `introduce` trades the refresh token there and learns which portal and user it belongs to.
  // Both refuse a server that is not on the configured list: "portal.auth_server" (kPermissionDenied).
  virtual Result<AppInfo> app_guard(const std::string& server_endpoint, const Secret& access) = 0;
  virtual Result<Introduction> introduce(const Claim& claim) = 0;

  // Who holds this access token, asked of the portal we know under `portal` and of no other address.
  // Errors: "portal.auth" (kPermissionDenied) when the portal does not accept the token.
  virtual Result<Profile> verify(PortalId portal, const Secret& access) = 0;

  // For a portal that is no more where we know it, while nobody's kept tokens are accepted: trades the
  // refresh token of a person who comes from it for new ones at the portal's authorisation server, and takes
  // the address over that the server names. Errors: "portal.auth" for a token of another portal, and
  // introduce()'s.
  virtual Result<Tokens> follow(PortalId portal, const Secret& refresh) = 0;

  virtual Result<AppInfo> app_info(const Actor& actor) = 0;
  virtual Result<std::vector<std::string>> scopes(const Actor& actor) = 0;
  // feature.get: "rest_offline_extended", "rest_auth_connector".
  virtual Result<bool> feature(const Actor& actor, const std::string& code) = 0;
  virtual Result<TimePoint> server_time(const Actor& actor) = 0;

  virtual Result<std::vector<EventBinding>> events(const Actor& actor) = 0;
  virtual Status bind_event(const Actor& actor, const EventBinding& binding) = 0;
  // How many handlers were removed.
  virtual Result<std::int64_t> unbind_event(const Actor& actor, const EventBinding& binding) = 0;

  virtual Result<std::vector<PlacementBinding>> placements(const Actor& actor) = 0;
  virtual Status bind_placement(const Actor& actor, const PlacementBinding& binding) = 0;
  // An empty handler removes every handler of the code.
  virtual Result<std::int64_t> unbind_placement(const Actor& actor, const std::string& code,
                                                const std::string& handler) = 0;

  virtual Result<std::vector<TaskField>> task_fields(const Actor& actor) = 0;
  // Returns the field's id; a field of that name that stands already is left as it is.
  virtual Result<std::int64_t> add_task_field(const Actor& actor, const TaskField& field) = 0;
  // Changes labels, sort, settings and the mandatory flag of the field with `field.id`; name and type cannot
  // change.
  virtual Status update_task_field(const Actor& actor, const TaskField& field) = 0;
};

}  // namespace sd::portal
