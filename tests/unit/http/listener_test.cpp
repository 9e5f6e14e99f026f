#include "extension/http/listener.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace sd::http {
namespace {

constexpr int kPatienceMs = 20'000;

// A client's end of one connection.
class Connection {
 public:
  explicit Connection(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { ::close(socket_); }

  void send(const std::string& text) const {
    EXPECT_EQ(::send(socket_, text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size()));
  }

  // Reads until the answer ends with `end`; what came so far when it does not in time.
  std::string read_until(const std::string& end) const {
    std::string text;
    std::array<char, 4096> chunk{};
    pollfd wanted{socket_, POLLIN, 0};
    while (!text.ends_with(end) && ::poll(&wanted, 1, kPatienceMs) == 1) {
      const ssize_t got = ::recv(socket_, chunk.data(), chunk.size(), 0);
      if (got <= 0) break;
      text.append(chunk.data(), static_cast<std::size_t>(got));
    }
    return text;
  }

 private:
  int socket_;
};

// A listener that answers a request with its own body, on fewer library threads than there are clients.
class ListenerTest : public testing::Test {
 protected:
  static constexpr std::size_t kLibraryThreads = 2;

  static void SetUpTestSuite() { use_library_threads(kLibraryThreads); }

  void start(bool on_library_threads) {
    const Result<int> free = free_port();
    ASSERT_TRUE(free.has_value());
    port_ = *free;
    ListenerOptions options;
    options.port = port_;
    listener_ = std::make_unique<Listener>(
        options,
        [](const Request& request, const Reply& reply) {
          reply({200, "text/plain", request.body, {}});
        },
        [on_library_threads](const Request&) { return on_library_threads; });
    ASSERT_TRUE(listener_->start().has_value());
  }

  void expect_all_answered(int clients) {
    std::vector<std::unique_ptr<Connection>> connections;
    for (int i = 0; i < clients; ++i) connections.push_back(std::make_unique<Connection>(port_));
    for (const auto& connection : connections) {
      connection->send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nfirst");
    }
    for (const auto& connection : connections) connection->send(" end");
    for (const auto& connection : connections) {
      const std::string answer = connection->read_until("first end");
      EXPECT_TRUE(answer.starts_with("HTTP/1.1 200")) << answer;
      EXPECT_TRUE(answer.ends_with("\r\n\r\nfirst end")) << answer;
    }
  }

  int port_ = 0;
  std::unique_ptr<Listener> listener_;
};

// All threads of the library used to wait for a task that one of them had to run.
TEST_F(ListenerTest, AnswersMoreClientsAtOnceThanTheLibraryHasThreads) {
  start(false);
  expect_all_answered(64);
}

TEST_F(ListenerTest, AnswersMoreClientsAtOnceThanTheLibraryHasThreadsWithoutWorkers) {
  start(true);
  expect_all_answered(64);
}

TEST_F(ListenerTest, HandsOnAnEmptyBody) {
  start(false);
  const Connection connection(port_);
  connection.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(connection.read_until("\r\n\r\n").starts_with("HTTP/1.1 200"));
}

TEST_F(ListenerTest, RefusesABodyOverTheLimit) {
  start(false);
  const Connection connection(port_);
  const std::size_t size = ListenerOptions{}.max_body + 1;
  connection.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" +
                  std::string(size, 'x'));
  EXPECT_TRUE(connection.read_until("}").starts_with("HTTP/1.1 413"));
}

// Nagle's algorithm would hold the pieces of every answer back for up to 40 ms.
TEST_F(ListenerTest, SendsTheSmallPiecesOfAnAnswerWithoutDelay) {
  start(false);
  const Connection connection(port_);
  connection.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
  connection.read_until("\r\n\r\n");
  int accepted = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    const int socket = std::atoi(entry.path().filename().c_str());
    sockaddr_in ours{};
    sockaddr_in theirs{};
    socklen_t size = sizeof ours;
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&ours), &size) != 0) continue;
    size = sizeof theirs;
    if (::getpeername(socket, reinterpret_cast<sockaddr*>(&theirs), &size) != 0) continue;
    if (ours.sin_family != AF_INET || ntohs(ours.sin_port) != port_) continue;
    ++accepted;
    int without_delay = 0;
    size = sizeof without_delay;
    EXPECT_EQ(::getsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &without_delay, &size), 0);
    EXPECT_NE(without_delay, 0);
  }
  EXPECT_EQ(accepted, 1);
}

}  // namespace
}  // namespace sd::http
