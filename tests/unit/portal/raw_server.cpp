#include "tests/unit/portal/raw_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace sd::test {
namespace {

// Head and body of one request; "" when the peer has gone.
std::string receive(int peer) {
  std::string text;
  char part[4096];
  for (;;) {
    const auto head = text.find("\r\n\r\n");
    if (head != std::string::npos) {
      const auto length = text.find("Content-Length:");
      const std::size_t body =
          length == std::string::npos ? 0 : std::strtoul(&text[length + 15], nullptr, 10);
      if (text.size() >= head + 4 + body) return text;
    }
    const auto got = ::recv(peer, part, sizeof part, 0);
    if (got <= 0) return "";
    text.append(part, static_cast<std::size_t>(got));
  }
}

bool transmit(int peer, const std::string& bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const auto now = ::send(peer, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (now <= 0) return false;
    sent += static_cast<std::size_t>(now);
  }
  return true;
}

}  // namespace

RawServer::RawServer(std::vector<Script> script) : script_(std::move(script)) { listen(); }

RawServer::~RawServer() { stop(); }

void RawServer::restart() {
  stop();
  listen();
}

void RawServer::listen() {
  listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
  const int again = 1;
  ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &again, sizeof again);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port_));
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no loopback socket");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

void RawServer::stop() {
  ::shutdown(listener_, SHUT_RDWR);
  ::close(listener_);
  thread_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int peer : peers_) ::shutdown(peer, SHUT_RDWR);
  }
  for (std::thread& talk : talks_) talk.join();
  talks_.clear();
}

std::string RawServer::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

std::vector<std::string> RawServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::size_t RawServer::connections() const {
  const std::lock_guard lock(mutex_);
  return connections_;
}

void RawServer::serve() {
  for (;;) {
    const int peer = ::accept(listener_, nullptr, nullptr);
    if (peer < 0) return;
    const std::lock_guard lock(mutex_);
    ++connections_;
    peers_.push_back(peer);
    talks_.emplace_back([this, peer] { talk(peer); });
  }
}

void RawServer::talk(int peer) {
  for (;;) {
    std::string request = receive(peer);
    if (request.empty()) break;
    Script answer;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(std::move(request));
      if (requests_.size() <= script_.size()) answer = script_[requests_.size() - 1];
    }
    bool alive = transmit(peer, answer.bytes);
    const std::string filling(1024, 'x');
    for (std::size_t i = 0; alive && i < answer.endless_kib; ++i) alive = transmit(peer, filling);
    if (!alive || !answer.keep_open) break;
  }
  ::shutdown(peer, SHUT_RDWR);
  const std::lock_guard lock(mutex_);
  std::erase(peers_, peer);
  ::close(peer);
}

std::string http_answer(int status, const std::string& headers, const std::string& body) {
  return "HTTP/1.1 " + std::to_string(status) + " X\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace sd::test
