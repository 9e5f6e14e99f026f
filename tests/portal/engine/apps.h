// Applications, webhooks and the authorisation server: who may call, with what, until when
// (portal-api 2). Access tokens live an hour of lease time, refresh tokens 180 days and rotate,
// authorisation codes 30 seconds.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "tests/portal/engine/clock.h"
#include "tests/portal/engine/secrets.h"

namespace sd::portal_double {

struct Placement {
  std::string code, handler, title, description, group_name;
  std::int64_t user = 0;
  std::map<std::string, std::map<std::string, std::string>> lang;  // "ru" -> TITLE, DESCRIPTION, GROUP_NAME
  std::map<std::string, std::string> options;
};

struct App {
  std::int64_t id = 0;
  std::string client_id, client_secret, title, handler, install;
  std::vector<std::string> scopes;
  bool api_only = false;
  bool installed = false;
  bool active = true;
  bool first_run = true;
  int version = 1;
  std::string application_token;
  std::set<std::int64_t> denied_users;         // answered with user_access_error
  std::map<std::string, std::string> options;  // values are JSON texts
  std::map<std::int64_t, std::map<std::string, std::string>> user_options;
  std::vector<Placement> placements;

  bool has_scope(std::string_view scope) const;
  std::string scope_list() const;  // joined with commas
};

struct Token {
  std::string app;
  std::int64_t user = 0;
  Ms expires = 0;  // lease time
};

struct Grant {
  std::string access, refresh;
  std::int64_t user = 0;
  Ms expires = 0;
};

struct Webhook {
  std::int64_t user = 0;
  std::string secret;
  std::vector<std::string> scopes;
};

class Apps {
 public:
  Apps(const PortalClock& clock, Secrets& secrets) : clock_(&clock), secrets_(&secrets) {}

  // Registers or replaces; a replaced application keeps its id and its application token.
  App& put(App app);
  void remove(const std::string& client_id);
  App* find(const std::string& client_id);
  const std::map<std::string, App>& all() const { return apps_; }
  std::map<std::string, App>& all() { return apps_; }

  // Access token and a fresh refresh token for `user`. A current access token with half its life left
  // is given again.
  Grant grant(const std::string& client_id, std::int64_t user, bool with_refresh);
  std::string issue_code(const std::string& client_id, std::int64_t user);
  // nullopt: used up, unknown, expired or of another application.
  std::optional<Grant> redeem_code(const std::string& client_id, const std::string& code);
  std::optional<Grant> redeem_refresh(const std::string& client_id, const std::string& refresh);

  const Token* access(const std::string& token) const;
  bool expired(const Token& token) const { return clock_->lease_now() >= token.expires; }
  // Every access token now in use is out of date; refresh tokens stay.
  void expire_access_tokens();
  // Every token and code of `user` is void, as after a dismissal or a change of his password.
  void revoke(std::int64_t user);

  Webhook& add_webhook(std::int64_t user, std::vector<std::string> scopes);
  const Webhook* webhook(std::int64_t user, const std::string& secret) const;

  Ms access_life = 3'600'000;

 private:
  const PortalClock* clock_;
  Secrets* secrets_;
  std::map<std::string, App> apps_;
  std::unordered_map<std::string, Token> access_, refresh_, codes_;
  std::map<std::pair<std::string, std::int64_t>, std::string> current_;
  std::vector<Webhook> webhooks_;
  std::int64_t next_app_ = 11;
};

}  // namespace sd::portal_double
