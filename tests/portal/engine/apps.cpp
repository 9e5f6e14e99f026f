#include "tests/portal/engine/apps.h"

#include <algorithm>

namespace sd::portal_double {
namespace {

constexpr Ms kRefreshLife = 180LL * 24 * 3'600'000;
constexpr Ms kCodeLife = 30'000;

std::optional<Token> take(std::unordered_map<std::string, Token>& from, const std::string& key,
                          const std::string& client_id, Ms now) {
  const auto found = from.find(key);
  if (found == from.end() || found->second.app != client_id) return std::nullopt;
  const Token token = found->second;
  from.erase(found);
  if (now >= token.expires) return std::nullopt;
  return token;
}

}  // namespace

bool App::has_scope(std::string_view scope) const {
  return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

std::string App::scope_list() const {
  std::string out;
  for (const std::string& scope : scopes) out += (out.empty() ? "" : ",") + scope;
  return out;
}

App& Apps::put(App app) {
  const auto old = apps_.find(app.client_id);
  app.id = old == apps_.end() ? next_app_++ : old->second.id;
  app.application_token = old == apps_.end() ? secrets_->hex(32) : old->second.application_token;
  const std::string key = app.client_id;
  return apps_.insert_or_assign(key, std::move(app)).first->second;
}

void Apps::remove(const std::string& client_id) {
  apps_.erase(client_id);
  const auto of_app = [&](const auto& entry) { return entry.second.app == client_id; };
  std::erase_if(access_, of_app);
  std::erase_if(refresh_, of_app);
  std::erase_if(codes_, of_app);
  std::erase_if(current_, [&](const auto& entry) { return entry.first.first == client_id; });
}

App* Apps::find(const std::string& client_id) {
  const auto found = apps_.find(client_id);
  return found == apps_.end() ? nullptr : &found->second;
}

Grant Apps::grant(const std::string& client_id, std::int64_t user, bool with_refresh) {
  const Ms now = clock_->lease_now();
  std::string& current = current_[{client_id, user}];
  const auto known = access_.find(current);
  Grant grant{current, {}, user, known == access_.end() ? 0 : known->second.expires};
  if (known == access_.end() || known->second.expires - now < access_life / 2) {
    grant.access = secrets_->hex(70);
    grant.expires = now + access_life;
    access_[grant.access] = {client_id, user, grant.expires};
    current = grant.access;
  }
  if (with_refresh) {
    grant.refresh = secrets_->hex(70);
    refresh_[grant.refresh] = {client_id, user, now + kRefreshLife};
  }
  return grant;
}

std::string Apps::issue_code(const std::string& client_id, std::int64_t user) {
  std::string code = secrets_->hex(70);
  codes_[code] = {client_id, user, clock_->lease_now() + kCodeLife};
  return code;
}

std::optional<Grant> Apps::redeem_code(const std::string& client_id, const std::string& code) {
  const std::optional<Token> token = take(codes_, code, client_id, clock_->lease_now());
  if (!token) return std::nullopt;
  return grant(client_id, token->user, true);
}

std::optional<Grant> Apps::redeem_refresh(const std::string& client_id, const std::string& refresh) {
  const std::optional<Token> token = take(refresh_, refresh, client_id, clock_->lease_now());
  if (!token) return std::nullopt;
  current_.erase({client_id, token->user});  // a refresh always gives a new access token
  return grant(client_id, token->user, true);
}

const Token* Apps::access(const std::string& token) const {
  const auto found = access_.find(token);
  return found == access_.end() ? nullptr : &found->second;
}

void Apps::expire_access_tokens() {
  for (auto& [text, token] : access_) token.expires = 0;
}

void Apps::revoke(std::int64_t user) {
  const auto of_user = [user](const auto& entry) { return entry.second.user == user; };
  std::erase_if(access_, of_user);
  std::erase_if(refresh_, of_user);
  std::erase_if(codes_, of_user);
  std::erase_if(current_, [user](const auto& entry) { return entry.first.second == user; });
}

Webhook& Apps::add_webhook(std::int64_t user, std::vector<std::string> scopes) {
  return webhooks_.emplace_back(Webhook{user, secrets_->hex(16), std::move(scopes)});
}

const Webhook* Apps::webhook(std::int64_t user, const std::string& secret) const {
  const auto found = std::find_if(webhooks_.begin(), webhooks_.end(), [&](const Webhook& hook) {
    return hook.user == user && hook.secret == secret;
  });
  return found == webhooks_.end() ? nullptr : &*found;
}

}  // namespace sd::portal_double
