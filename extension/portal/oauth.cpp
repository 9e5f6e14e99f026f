#include "extension/portal/oauth.h"

#include <algorithm>

#include "extension/portal/answer.h"
#include "extension/portal/json_reading.h"
#include "extension/portal/query_encoding.h"

namespace sd::portal {
namespace {

constexpr Millis kEarly{60'000};  // a token this near its end is refreshed before use
constexpr Millis kDeadline{30'000};

Error no_tokens() {
  return {ErrorKind::kPermissionDenied, "portal.auth", "no tokens of this person are kept"};
}

Error refused_before() {
  return {ErrorKind::kPermissionDenied, "portal.auth", "the refresh token was refused"};
}

Result<Introduction> decode(const json::value& body, TimePoint now) {
  RowReader row(body, "token answer");
  Introduction answer;
  answer.member = MemberId{row.text("member_id")};
  answer.client_endpoint = row.text("client_endpoint");
  answer.server_endpoint = row.text("server_endpoint");
  answer.user = UserId{row.integer_or("user_id", 0)};
  answer.status = row.text("status");
  answer.tokens.access = Secret(row.text("access_token"));
  answer.tokens.refresh = Secret(row.text("refresh_token"));
  answer.tokens.expires_at =
      now + std::chrono::seconds(std::clamp<std::int64_t>(row.integer_or("expires_in", 3600), 0, 86'400));
  if (row.error()) return *row.error();
  if (answer.tokens.access.empty() || answer.tokens.refresh.empty() || answer.member.value().empty()) {
    return shape_error("token answer lacks a token or member_id");
  }
  if (!parse_web_address(answer.client_endpoint)) return shape_error("token answer.client_endpoint");
  return answer;
}

}  // namespace

std::string origin_of(const std::string& address) {
  const auto parsed = parse_web_address(address.substr(0, address.find_first_of("?#")));
  return parsed ? parsed->origin() : "";
}

OAuth::OAuth(Transport& transport, TokenStore& store, PortalDirectory& directory, const Clock& clock,
             std::vector<WebAddress> servers)
    : transport_(transport),
      store_(store),
      directory_(directory),
      clock_(clock),
      servers_(std::move(servers)) {}

Result<std::string> OAuth::server_address(const std::string& server_endpoint) const {
  const std::string origin = origin_of(server_endpoint);
  for (const WebAddress& server : servers_) {
    if (server.origin() == origin) return server.text();
  }
  return Error{ErrorKind::kPermissionDenied, "portal.auth_server", "not a known authorisation server"};
}

Result<Introduction> OAuth::introduce(const Claim& claim) {
  const auto server = server_address(claim.server_endpoint);
  if (!server) return server.error();
  WireRequest request;
  request.url = *server + "/oauth/token/";
  request.content_type = "application/x-www-form-urlencoded";
  request.body = encode_query({{"grant_type", "refresh_token"},
                               {"client_id", claim.client_id},
                               {"client_secret", claim.client_secret.reveal()},
                               {"refresh_token", claim.refresh.reveal()}});
  request.deadline = kDeadline;
  request.at_most_once = true;  // a refresh token is good for one refresh
  auto wire = transport_.send(request);
  if (!wire)
    return Error{ErrorKind::kUnavailable, "portal.unreachable", "authorisation server: " + wire.error().code};
  const auto body = parse_json(wire->body);
  if (!body) return not_json(wire->status, "authorisation server").error;
  if (auto refusal = read_refusal(wire->status, *body)) return std::move(refusal->error);
  if (wire->status >= 300) return translate_refusal(wire->status, "", "authorisation server").error;
  return decode(*body, clock_.now());
}

std::shared_ptr<OAuth::Flight> OAuth::flight(PortalId portal, UserId user) {
  const std::lock_guard lock(mutex_);
  auto& found = flights_[{portal, user}];
  if (!found) found = std::make_shared<Flight>();
  return found;
}

Result<Secret> OAuth::access(const PortalRecord& portal, UserId user) {
  auto tokens = store_.load(portal.id, user);
  if (!tokens) return tokens.error();
  if (!*tokens) return no_tokens();
  {
    // Where no refresh helps any more the access token has been refused too.
    const auto mine = flight(portal.id, user);
    const std::lock_guard lock(mine->mutex);
    if (mine->dead == (*tokens)->refresh) return refused_before();
  }
  if ((*tokens)->expires_at - kEarly > clock_.now()) return (*tokens)->access;
  return renew(portal, user, (*tokens)->access);
}

Result<Secret> OAuth::renew(const PortalRecord& portal, UserId user, const Secret& stale) {
  const auto mine = flight(portal.id, user);
  const std::lock_guard lock(mine->mutex);
  auto tokens = store_.load(portal.id, user);
  if (!tokens) return tokens.error();
  if (!*tokens) return no_tokens();
  // Somebody was faster: that answer serves all who waited.
  if ((*tokens)->access != stale) return (*tokens)->access;
  return refresh(portal, user, **tokens, *mine);
}

Result<Secret> OAuth::refresh(const PortalRecord& portal, UserId user, const Tokens& tokens, Flight& flight) {
  if (flight.dead == tokens.refresh) {
    return refused_before();
  }
  auto answer = introduce({portal.server_endpoint, portal.client_id, portal.client_secret, tokens.refresh});
  if (!answer) {
    if (answer.error().code != "portal.auth") return answer.error();
    // A refresh token serves once: another process on the same database may have been faster.
    const auto now = store_.load(portal.id, user);
    if (now && *now && (*now)->refresh != tokens.refresh) return (*now)->access;
    flight.dead = tokens.refresh;
    return answer.error();
  }
  if (answer->member != portal.member || (answer->user.value() != 0 && answer->user != user)) {
    return Error{ErrorKind::kPermissionDenied, "portal.auth",
                 "the new tokens are of another portal or person"};
  }
  if (auto stored = store_.save(portal.id, user, answer->tokens); !stored) return stored.error();
  if (auto taken = take_address(portal, *answer); !taken) return taken.error();
  return answer->tokens.access;
}

Status OAuth::take_address(const PortalRecord& portal, const Introduction& answer) {
  if (origin_of(answer.client_endpoint) == origin_of(portal.client_endpoint)) return Done{};
  return directory_.moved(portal.id, answer.client_endpoint);
}

Result<Tokens> OAuth::follow(PortalId portal, const Secret& refresh) {
  const auto record = directory_.find(portal);
  if (!record) return record.error();
  auto answer = introduce({record->server_endpoint, record->client_id, record->client_secret, refresh});
  if (!answer) return answer.error();
  if (answer->member != record->member) {
    return Error{ErrorKind::kPermissionDenied, "portal.auth", "the token is of another portal"};
  }
  if (const Status taken = take_address(*record, *answer); !taken) return taken.error();
  return std::move(answer->tokens);
}

}  // namespace sd::portal
