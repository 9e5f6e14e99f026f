#include "tests/portal/rest/oauth.h"

#include "tests/portal/rest/php_params.h"
#include "tests/portal/rest/rest_server.h"

namespace sd::portal_double {
namespace {

http::Response failed(const char* error, const char* text) {
  return json_response(400, json::object{{"error", error}, {"error_description", text}});
}

}  // namespace

http::Response authorize(Portal& portal, const http::Request& request, std::int64_t user) {
  const json::object params = read_params(request, false);
  const App* app = portal.apps.find(text_at(params, "client_id"));
  http::Response response;
  response.content_type = "text/html; charset=utf-8";
  if (!app) {
    response.status = 400;
    response.body = "<html><body>Application not found</body></html>";
    return response;
  }
  std::string target = app->handler + (app->handler.find('?') == std::string::npos ? "?" : "&");
  FormWriter form;
  form.add("code", portal.apps.issue_code(app->client_id, user));
  form.add("state", text_at(params, "state"));
  form.add("domain", portal.settings.domain);
  form.add("member_id", portal.settings.member_id);
  form.add("scope", app->scope_list());
  form.add("server_domain", portal.settings.domain);
  response.status = 302;
  response.headers.emplace_back("Location", target + form.take());
  return response;
}

http::Response token(Portal& portal, const http::Request& request) {
  if (request.method == "OPTIONS") return json_response(200, json::object{});
  const json::object params = read_params(request, false);
  const App* app = portal.apps.find(text_at(params, "client_id"));
  if (!app || app->client_secret != text_at(params, "client_secret")) {
    return failed("invalid_client", "Client credentials are wrong");
  }
  const std::string type = text_at(params, "grant_type");
  std::optional<Grant> grant;
  if (type == "authorization_code") {
    grant = portal.apps.redeem_code(app->client_id, text_at(params, "code"));
  } else if (type == "refresh_token") {
    grant = portal.apps.redeem_refresh(app->client_id, text_at(params, "refresh_token"));
  } else {
    return failed("invalid_request", "Unsupported grant type");
  }
  if (!grant) return failed("invalid_grant", "The grant is unknown, used up or expired");
  return json_response(200, json::object{{"access_token", grant->access},
                                         {"expires", grant->expires / 1000},
                                         {"expires_in", (grant->expires - portal.clock.lease_now()) / 1000},
                                         {"scope", app->scope_list()},
                                         {"domain", portal.settings.domain},
                                         {"server_endpoint", portal.client_endpoint()},
                                         {"status", "L"},
                                         {"client_endpoint", portal.client_endpoint()},
                                         {"member_id", portal.settings.member_id},
                                         {"user_id", grant->user},
                                         {"refresh_token", grant->refresh}});
}

}  // namespace sd::portal_double
