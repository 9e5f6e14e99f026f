// What a portal says of itself when it first speaks to us: the installer's frame, or the event of an API-only
// application. Anybody on the internet can send the same; AdmitPortal finds out whether it is true.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/core/secret.h"
#include "extension/core/web_address.h"

namespace sd::installation {

// A decoded form: names as on the wire ("auth[member_id]"), last value.
using Form = std::map<std::string, std::string, std::less<>>;

struct Contact {
  WebAddress portal;  // of DOMAIN and PROTOCOL, or of auth[client_endpoint]; without a path
  MemberId member;
  std::string server_endpoint;  // "": the portal did not say (older boxes)
  Secret access;
  Secret refresh;
  Secret application_token;  // may be empty (older boxes, in the frame)
  std::string scopes;        // comma-separated; may be empty
  std::string lang;          // "en", "ru", ...; may be empty
};

// The frame's POST (portal-api.md 2.5): `query` has DOMAIN, PROTOCOL, LANG; `fields` the rest.
// Errors (kInvalidArgument): "install.contact" with the field's name in `detail`.
Result<Contact> contact_of_frame(const Form& query, const Form& fields);

// The fields of ONAPPINSTALL or ONAPPUPDATE (portal-api.md 2.4). Errors as above. An update may come without
// a refresh token.
Result<Contact> contact_of_event(const Form& fields);

}  // namespace sd::installation
