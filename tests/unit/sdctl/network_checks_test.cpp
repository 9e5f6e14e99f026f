#include "install/sdctl/doctor/network_checks.h"

#include <gtest/gtest.h>

#include <map>

#include "extension/core/iso_time.h"

namespace sd::sdctl {
namespace {

// Answers by address; what is not listed cannot be connected to.
class FakeTransport final : public portal::Transport {
 public:
  std::map<std::string, Result<portal::WireAnswer>> answers;

  Result<portal::WireAnswer> send(const portal::WireRequest& request) override {
    const auto found = answers.find(request.url);
    if (found != answers.end()) return found->second;
    return Error{ErrorKind::kUnavailable, "wire.connect", "Failed to connect to any resolved endpoint"};
  }
};

portal::WireAnswer answer(int status, std::string body, std::map<std::string, std::string> headers = {}) {
  return {status, std::move(headers), std::move(body)};
}

class NetworkChecksTest : public testing::Test {
 protected:
  NetworkChecksTest() {
    config_.public_url = parse_web_address("https://desk.example.com").value();
    config_.oauth_servers = {parse_web_address("https://oauth.bitrix.info").value()};
    config_.portals.push_back(
        {parse_web_address("https://portal.example.com").value(), "local.1", Secret{"s"}, {}});
    transport_.answers.insert({kLocal, answer(200, R"({"status":"ok"})")});
    transport_.answers.insert({kPublic, answer(200, R"({"status":"ok"})")});
    transport_.answers.insert({kPortal, answer(401, R"({"error":"NO_AUTH_FOUND"})", {{"date", kDate}})});
    transport_.answers.insert({kServer, answer(400, "{}")});
  }

  std::string codes(const Findings& findings) {
    std::string all;
    for (const Finding& one : findings) {
      EXPECT_FALSE(one.what.empty());
      EXPECT_FALSE(one.advice.empty());
      all += (all.empty() ? "" : " ") + one.code;
    }
    return all;
  }
  std::string remote() { return codes(remote_findings(config_, transport_, now_)); }
  void set(const std::string& url, Result<portal::WireAnswer> what) {
    transport_.answers.insert_or_assign(url, std::move(what));
  }
  static Error ssl() {
    return {ErrorKind::kUnavailable, "wire.connect", "Error in SSL handshake: certificate verify failed"};
  }

  const char* const kLocal = "http://127.0.0.1:8080/healthz";
  const char* const kPublic = "https://desk.example.com/healthz";
  const char* const kPortal = "https://portal.example.com/rest/server.time";
  const char* const kServer = "https://oauth.bitrix.info/oauth/token/";
  const char* const kDate = "Mon, 05 Jan 2026 09:00:00 GMT";
  const TimePoint now_ = *parse_iso_time("2026-01-05T09:00:20Z");
  config::Config config_;
  FakeTransport transport_;
};

TEST_F(NetworkChecksTest, HasNothingToSayOfAHealthyPlace) {
  EXPECT_EQ(codes(port_findings(config_, transport_)), "");
  EXPECT_EQ(codes(public_findings(config_, transport_)), "");
  EXPECT_EQ(remote(), "");
}

TEST_F(NetworkChecksTest, TellsAStoppedServiceFromATakenPort) {
  set(kLocal, answer(200, "<html>another server</html>"));
  EXPECT_EQ(codes(port_findings(config_, transport_)), "port.taken");
  set(kLocal, Error{ErrorKind::kUnavailable, "wire.lost", "Failed to read HTTP status line"});
  EXPECT_EQ(codes(port_findings(config_, transport_)), "port.taken");
  transport_.answers.erase(kLocal);
  const Findings stopped = port_findings(config_, transport_);
  EXPECT_EQ(codes(stopped), "service.down");
  EXPECT_EQ(stopped.front().weight, Weight::kNote);
}

TEST_F(NetworkChecksTest, TellsHowThePublicAddressFails) {
  transport_.answers.erase(kPublic);
  EXPECT_EQ(codes(public_findings(config_, transport_)), "public.unreachable");
  set(kPublic, ssl());
  EXPECT_EQ(codes(public_findings(config_, transport_)), "public.certificate");
  set(kPublic, answer(502, "<html>"));
  EXPECT_EQ(codes(public_findings(config_, transport_)), "public.wrong");
  set(kPublic, answer(200, "<html>welcome</html>"));
  EXPECT_EQ(codes(public_findings(config_, transport_)), "public.wrong");
}

TEST_F(NetworkChecksTest, TellsHowAPortalFails) {
  set(kPortal, ssl());
  EXPECT_EQ(remote(), "portal.certificate");
  set(kPortal, answer(200, "<html>parked</html>"));
  EXPECT_EQ(remote(), "portal.not_one");
  transport_.answers.erase(kPortal);
  EXPECT_EQ(remote(), "portal.unreachable");
}

TEST_F(NetworkChecksTest, OneDeadVendorServerOfTwoIsOnlyANote) {
  transport_.answers.erase(kServer);
  EXPECT_EQ(remote_findings(config_, transport_, now_).front().weight, Weight::kProblem);
  config_.oauth_servers.push_back(parse_web_address("https://oauth.bitrix24.tech").value());
  for (const Finding& one : remote_findings(config_, transport_, now_)) EXPECT_EQ(one.weight, Weight::kNote);
}

TEST_F(NetworkChecksTest, TellsHowFarTheClockIsOffAndWhichWay) {
  set(kPortal, answer(401, "{}", {{"date", "Mon, 05 Jan 2026 08:50:20 GMT"}}));
  const Findings findings = remote_findings(config_, transport_, now_);
  ASSERT_EQ(codes(findings), "clock.off");
  EXPECT_EQ(findings.front().what,
            "This machine's clock is 600 seconds ahead of that of the server of https://portal.example.com.");
  EXPECT_EQ(codes(clock_findings("x", now_ + std::chrono::seconds{61}, now_)), "clock.off");
  EXPECT_EQ(codes(clock_findings("x", now_ + std::chrono::seconds{60}, now_)), "");
}

TEST(HttpDate, IsReadStrictly) {
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), *parse_iso_time("1994-11-06T08:49:37Z"));
  for (const char* text : {"", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
                           "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, xx Nov 1994 08:49:37 GMT"}) {
    EXPECT_FALSE(parse_http_date(text)) << text;
  }
}

}  // namespace
}  // namespace sd::sdctl
