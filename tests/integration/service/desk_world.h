// The whole service as main() builds it, with real databases, and a portal double, in one process:
// requests go from one to the other without a network. Only the listener and the repeating jobs are not
// started.
#pragma once

#include <gtest/gtest.h>
#include <spdlog/sinks/ringbuffer_sink.h>

#include <atomic>
#include <boost/json.hpp>
#include <memory>
#include <string>
#include <vector>

#include "extension/app/service.h"
#include "tests/doubles/temp_dir.h"
#include "tests/portal/portal_double.h"
#include "tests/servers/test_database.h"

namespace sd::test {

namespace json = boost::json;

class DeskWorld : public testing::Test {
 protected:
  static constexpr const char* kApp = "local.65a1b2c3d4e5f6.12345678";
  static constexpr const char* kAppSecret = "c1ient-secret-of-this-test";
  static constexpr std::int64_t kAdministrator = 1, kAgent = 14, kGroup = 77;

  DeskWorld();
  ~DeskWorld() override;

  // The installation page's calls; the extension serves group 77 afterwards.
  void install();

  // Asks the service. `session`: of the bearer, or "".
  http::Response ask(const std::string& method, const std::string& path, const std::string& query = "",
                     std::string body = "", const std::string& session = "");
  // The same of another service than the fixture's own.
  static http::Response ask(app::Service& service, const std::string& method, const std::string& path,
                            const std::string& query = "", std::string body = "",
                            const std::string& session = "");
  json::object board(const std::string& session);
  // The answer of the feed, as soon as the board is newer than `since`.
  json::object feed(const std::string& session, std::int64_t since);
  // The first feed from `since` on that shows the title; waits with a deadline.
  bool card_appears(const std::string& session, std::int64_t since, const std::string& title);
  double metric(const std::string& name);
  static double metric(app::Service& service, const std::string& name);
  static std::int64_t column(const json::object& board, const std::string& name);
  // A row of the board by the card's title; nullptr: not there.
  static const json::array* card(const json::object& board, const std::string& title);

  // A page of the application as that person opens it; what the service put into it.
  json::object open_page(std::int64_t user, const std::string& placement, const json::object& options,
                         bool install = false);
  std::string session(std::int64_t user);

  // Steers the double: POST /_double/<what>.
  json::value control(const std::string& what, const json::object& params);
  // A person acts on the portal's own pages.
  json::value act(std::int64_t user, const std::string& method, const json::object& params);
  std::int64_t add_task(const std::string& title);
  void rename(std::int64_t task, const std::string& title);
  // The next `count` requests to the portal are answered like this (README.md of the double).
  void fault(const std::string& kind, int count);
  int requests_made() const { return requests_made_; }

  // One more service with the same configuration but the port: on the same databases, with the same portal.
  std::unique_ptr<app::Service> open_service(int port);
  app::Service& service() { return *service_; }

  // What the service has logged, at the most talkative level.
  std::vector<std::string> log_lines() const { return log_->last_formatted(); }

  TempDir folder;
  TestDatabase place;
  portal_double::PortalDouble portal;
  std::vector<std::string> secrets;  // everything the portal has handed to the service in this test
  std::atomic<int> events_sent{0};

 private:
  class CountingTransport;
  static portal_double::DoubleOptions options();
  void write_files(int port);

  std::atomic<int> requests_made_{0};
  std::shared_ptr<spdlog::sinks::ringbuffer_sink_mt> log_;
  std::unique_ptr<app::Service> service_;
};

// Waits for `condition`; false when it does not hold within a generous deadline.
bool eventually(const std::function<bool()>& condition);

}  // namespace sd::test
