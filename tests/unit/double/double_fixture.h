// A portal double with the sample people, a registered and installed application and calls as any user.
#pragma once

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "tests/doubles/fake_clock.h"
#include "tests/portal/portal_double.h"
#include "tests/portal/rest/php_params.h"

namespace sd::portal_double {

class DoubleTest : public testing::Test {
 protected:
  DoubleTest() {
    double_.on_event([this](EventDelivery delivery) { deliveries_.push_back(std::move(delivery)); });
    control("app", {{"client_id", "local.1"},
                    {"client_secret", "secret"},
                    {"title", "Service desk"},
                    {"handler", "http://ext.example/b24/app"},
                    {"install", "http://ext.example/b24/install"},
                    {"scopes", json::array{"task", "tasks", "sonet_group", "user", "crm", "placement", "im",
                                           "department"}}});
    control("install_finish", {{"client_id", "local.1"}});
  }

  static DoubleOptions options(const Clock& clock) {
    DoubleOptions options;
    options.machine = &clock;
    return options;
  }

  http::Response raw(const std::string& path, const std::string& body,
                     const std::string& type = "application/json") {
    http::Request request;
    request.method = "POST";
    const std::size_t mark = std::min(path.find('?'), path.size());
    request.path = path.substr(0, mark);
    request.query = path.substr(std::min(mark + 1, path.size()));
    request.headers["content-type"] = type;
    request.body = body;
    return double_.handle(request);
  }

  json::object post(const std::string& path, const json::object& body) {
    return json::parse(raw(path, json::serialize(body)).body).as_object();
  }
  json::value control(const std::string& name, const json::object& body) {
    return json::parse(raw("/_double/" + name, json::serialize(body)).body);
  }

  // An access token of the application for `user`.
  std::string token(std::int64_t user) {
    std::string access;
    double_.with([&](Portal& portal) { access = portal.apps.grant("local.1", user, false).access; });
    return access;
  }
  // The whole envelope of a call as `user`, through the application.
  json::object call(std::int64_t user, const std::string& method, json::object params = {}) {
    params["auth"] = token(user);
    return post("/rest/" + method, params);
  }
  json::value result(std::int64_t user, const std::string& method, json::object params = {}) {
    json::object envelope = call(user, method, std::move(params));
    EXPECT_TRUE(envelope.contains("result")) << json::serialize(envelope);
    return envelope.contains("result") ? envelope.at("result") : json::value(nullptr);
  }
  std::string error(std::int64_t user, const std::string& method, json::object params = {}) {
    json::object envelope = call(user, method, std::move(params));
    return envelope.contains("error") ? std::string(envelope.at("error").as_string()) : "no error";
  }
  // As a person on the portal's own pages.
  json::value act(std::int64_t user, const std::string& method, const json::object& params) {
    return control("act", {{"user", user}, {"method", method}, {"params", params}}).as_object().at("result");
  }
  std::int64_t new_task(std::int64_t user = 14, json::object fields = {}) {
    fields["TITLE"] = "Printer";
    fields["RESPONSIBLE_ID"] = 15;
    if (!fields.contains("GROUP_ID")) fields["GROUP_ID"] = 77;
    const json::value task = act(user, "tasks.task.add", {{"fields", std::move(fields)}});
    return std::stoll(std::string(task.at("task").at("id").as_string()));
  }

  test::FakeClock clock_;
  PortalDouble double_{options(clock_)};
  std::vector<EventDelivery> deliveries_;
};

inline std::string text(const json::value& value) { return std::string(value.as_string()); }

}  // namespace sd::portal_double
