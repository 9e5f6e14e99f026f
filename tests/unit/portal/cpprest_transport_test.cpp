#include "extension/portal/cpprest_transport.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/unit/portal/raw_server.h"

namespace sd::portal {
namespace {

using namespace std::chrono_literals;
using test::http_answer;
using test::RawServer;

WireRequest post(const std::string& url, std::string body = "{}") {
  return {.url = url, .content_type = "application/json", .body = std::move(body)};
}

TEST(CppRestTransport, SendsMethodPathTypeAndBodyAndBringsStatusHeadersAndBody) {
  RawServer server({{http_answer(503, "Content-Type: application/json\r\nX-Odd: a\r\n", R"({"a":1})")}});
  CppRestTransport transport;

  const auto answer = transport.send(post(server.url("/rest//profile?x=%5B1%5D"), R"({"auth":"T"})"));

  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(answer->body, R"({"a":1})");
  EXPECT_EQ(answer->headers.at("x-odd"), "a");
  EXPECT_EQ(answer->headers.at("content-type"), "application/json");
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_TRUE(server.requests()[0].starts_with("POST /rest//profile?x=%5B1%5D HTTP/1.1\r\n"));
  EXPECT_TRUE(server.requests()[0].ends_with("\r\n\r\n{\"auth\":\"T\"}")) << server.requests()[0];
}

TEST(CppRestTransport, HandsARedirectToTheCallerInsteadOfFollowingIt) {
  RawServer server({{http_answer(302, "Location: http://127.0.0.1:1/other\r\n", "")}});
  CppRestTransport transport;
  const auto answer = transport.send(post(server.url("/rest/profile")));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 302);
  EXPECT_EQ(answer->headers.at("location"), "http://127.0.0.1:1/other");
}

TEST(CppRestTransport, UsesAConnectionAgain) {
  // The library gives a connection back to its pool on its own thread, after the body was read: a request
  // that follows at once may come before that and open another one. Not every one of many does.
  constexpr std::size_t kRequests = 20;
  RawServer server(std::vector<RawServer::Script>(kRequests, {http_answer(200, "", "1"), true}));
  CppRestTransport transport;
  for (std::size_t i = 0; i < kRequests; ++i) {
    const auto answer = transport.send(post(server.url("/a")));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "1");
  }
  EXPECT_LT(server.connections(), kRequests);
}

// Leaves connections in the transport's pool: the library gives some of them back by the next request.
void warm(CppRestTransport& transport, const RawServer& server, std::size_t requests) {
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < requests; ++i) {
    threads.emplace_back([&] { EXPECT_TRUE(transport.send(post(server.url("/warm")))); });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(CppRestTransport, SendsAWriteOnceAlthoughItsConnectionBreaksOff) {
  constexpr std::size_t kWarm = 8;
  RawServer server(std::vector<RawServer::Script>(kWarm, {http_answer(200, "", "1"), true}));
  CppRestTransport transport;
  warm(transport, server, kWarm);
  // The server takes the write, does it and closes. The library would send it again over another connection.
  auto request = post(server.url("/write"));
  request.at_most_once = true;
  const auto answer = transport.send(request);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "wire.lost");
  EXPECT_EQ(server.requests().size(), kWarm + 1);
}

TEST(CppRestTransport, OneLostExchangeAtMostFollowsARestart) {
  constexpr std::size_t kWarm = 8;
  RawServer server(std::vector<RawServer::Script>(3 * kWarm, {http_answer(200, "", "1"), true}));
  CppRestTransport transport;
  warm(transport, server, kWarm);
  server.restart();
  std::size_t lost = 0;
  for (std::size_t i = 0; i < kWarm; ++i) lost += transport.send(post(server.url("/a"))) ? 0 : 1;
  EXPECT_LE(lost, 1u);
}

TEST(CppRestTransport, SaysNothingWasSentWhenNobodyListens) {
  std::string url;
  { url = RawServer({}).url("/"); }  // its port is free again
  CppRestTransport transport;
  const auto answer = transport.send(post(url));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "wire.connect");
  EXPECT_EQ(answer.error().kind, ErrorKind::kUnavailable);
}

TEST(CppRestTransport, SaysLostWhenTheConnectionEndsWithoutAnAnswer) {
  RawServer server({});
  CppRestTransport transport;
  const auto answer = transport.send(post(server.url("/")));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "wire.lost");
}

TEST(CppRestTransport, SaysLostWhenHalfABodyComes) {
  RawServer server({{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"result\":"}});
  CppRestTransport transport;
  const auto answer = transport.send(post(server.url("/")));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "wire.lost");
}

TEST(CppRestTransport, SaysLostForGarbage) {
  RawServer server({{"\x01\x02garbage\r\n\r\n"}});
  CppRestTransport transport;
  const auto answer = transport.send(post(server.url("/")));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "wire.lost");
}

TEST(CppRestTransport, GivesUpAtTheDeadlineBeforeTheHeaders) {
  RawServer server({{"", true}});
  CppRestTransport transport;
  auto request = post(server.url("/"));
  request.deadline = 50ms;
  const auto answer = transport.send(request);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "wire.deadline");
}

TEST(CppRestTransport, GivesUpAtTheDeadlineInTheMiddleOfTheBody) {
  RawServer server({{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", true}});
  CppRestTransport transport;
  auto request = post(server.url("/"));
  request.deadline = 1s;
  const auto answer = transport.send(request);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "wire.deadline");
}

TEST(CppRestTransport, RefusesAnAnswerAnnouncedTooLarge) {
  RawServer server({{"HTTP/1.1 200 OK\r\nContent-Length: 67108865\r\n\r\n", true}});
  CppRestTransport transport;
  const auto answer = transport.send(post(server.url("/")));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "wire.too_large");
}

TEST(CppRestTransport, RefusesAnEndlessAnswer) {
  RawServer server({{"HTTP/1.1 200 OK\r\n\r\n", false, 70u << 10}});
  CppRestTransport transport;
  const auto answer = transport.send(post(server.url("/")));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "wire.too_large");
}

TEST(CppRestTransport, RefusesAddressesThatAreNotHttp) {
  CppRestTransport transport;
  for (const char* url : {"", "/rest/profile", "ftp://example.com/", "http://", "not an address"}) {
    const auto answer = transport.send(post(url));
    ASSERT_FALSE(answer) << url;
    EXPECT_EQ(answer.error().code, "wire.url") << url;
  }
}

TEST(CppRestTransport, ServesSeveralThreadsAtOnce) {
  std::vector<RawServer::Script> script(40, {http_answer(200, "", "ok"), true});
  RawServer server(script);
  CppRestTransport transport;
  std::atomic<int> good{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) {
        const auto answer = transport.send(post(server.url("/")));
        if (answer && answer->body == "ok") ++good;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good.load(), 40);
}

}  // namespace
}  // namespace sd::portal
