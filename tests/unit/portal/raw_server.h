// A loopback socket that answers each connection's first request with bytes written out by the test, so
// that broken answers can be sent too. The port is the system's choice.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sd::test {

class RawServer {
 public:
  struct Script {
    std::string bytes;            // sent as they stand
    bool keep_open = false;       // then silence until the server ends; else the connection is closed
    std::size_t endless_kib = 0;  // after `bytes`, this many KiB of filling
  };

  // Answers the n-th request with script[n]; beyond the end connections are closed without a byte.
  explicit RawServer(std::vector<Script> script);
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  // Ends every connection and listens at the same port again: requests go on where the script stands.
  void restart();

  std::string url(const std::string& path) const;
  std::vector<std::string> requests() const;  // head and body of each, as received
  std::size_t connections() const;

 private:
  void listen();
  void serve();
  void stop();
  void talk(int peer);

  std::vector<Script> script_;
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::vector<int> peers_;
  std::size_t connections_ = 0;
  std::vector<std::thread> talks_;
  std::thread thread_;
};

// A whole answer with its Content-Length.
std::string http_answer(int status, const std::string& headers, const std::string& body);

}  // namespace sd::test
