#include "extension/installation/contact.h"

#include <algorithm>

namespace sd::installation {
namespace {

constexpr std::size_t kMaxToken = 1024;

std::string field(const Form& form, std::string_view name) {
  const auto found = form.find(name);
  return found == form.end() ? std::string() : found->second;
}

Error wrong(std::string field) { return {ErrorKind::kInvalidArgument, "install.contact", std::move(field)}; }

// Tokens and ids are printable ASCII; anything else never reaches a request.
bool plain(const std::string& value, std::size_t longest) {
  return value.size() <= longest &&
         std::all_of(value.begin(), value.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool is_member_id(const std::string& value) {
  return !value.empty() && value.size() <= 64 && std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

std::string language(const std::string& value) {
  const bool letters =
      value.size() == 2 && value[0] >= 'a' && value[0] <= 'z' && value[1] >= 'a' && value[1] <= 'z';
  return letters ? value : std::string();
}

struct Names {
  const char* member;
  const char* server;
  const char* access;
  const char* refresh;
  const char* application;
  const char* scopes;
};

constexpr Names kFrame{"member_id",  "SERVER_ENDPOINT",   "AUTH_ID",
                       "REFRESH_ID", "APPLICATION_TOKEN", "APPLICATION_SCOPE"};
constexpr Names kEvent{"auth[member_id]",     "auth[server_endpoint]",   "auth[access_token]",
                       "auth[refresh_token]", "auth[application_token]", "auth[scope]"};

Result<Contact> credentials(const Form& form, const Names& names, Contact contact) {
  const std::string member = field(form, names.member);
  if (!is_member_id(member)) return wrong(names.member);
  contact.member = MemberId{member};
  contact.server_endpoint = field(form, names.server);
  if (!plain(contact.server_endpoint, 255)) return wrong(names.server);
  contact.access = Secret{field(form, names.access)};
  if (contact.access.empty() || !plain(contact.access.reveal(), kMaxToken)) return wrong(names.access);
  contact.refresh = Secret{field(form, names.refresh)};
  if (!plain(contact.refresh.reveal(), kMaxToken)) return wrong(names.refresh);
  contact.application_token = Secret{field(form, names.application)};
  if (!plain(contact.application_token.reveal(), kMaxToken)) return wrong(names.application);
  contact.scopes = field(form, names.scopes);
  if (!plain(contact.scopes, 4096)) return wrong(names.scopes);
  return contact;
}

}  // namespace

Result<Contact> contact_of_frame(const Form& query, const Form& fields) {
  const std::string protocol = field(query, "PROTOCOL");
  const std::string scheme = protocol == "0" ? "http://" : "https://";
  Result<WebAddress> address = parse_web_address(scheme + field(query, "DOMAIN"));
  if (!address || !address->path.empty()) return wrong("DOMAIN");
  Contact contact;
  contact.portal = std::move(address).value();
  contact.lang = language(field(query, "LANG"));
  return credentials(fields, kFrame, std::move(contact));
}

Result<Contact> contact_of_event(const Form& fields) {
  Result<WebAddress> address = parse_web_address(field(fields, "auth[client_endpoint]"));
  if (!address) return wrong("auth[client_endpoint]");
  Contact contact;
  contact.portal = std::move(address).value();
  contact.portal.path.clear();  // ".../rest/"
  contact.lang = language(field(fields, "data[LANGUAGE_ID]"));
  return credentials(fields, kEvent, std::move(contact));
}

}  // namespace sd::installation
