// The HTTP server: the only place that knows cpprestsdk's listener. It faces nginx, not the internet
// (architecture.md 4): no limits or timeouts of its own beyond the body check below.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "extension/core/result.h"
#include "extension/http/message.h"

namespace sd::http {

struct ListenerOptions {
  std::string host = "127.0.0.1";  // an address, not a name: only the first resolved one is bound
  int port = 0;                    // as asked; the library cannot tell which it chose for 0
  std::size_t workers = 8;         // threads that run handlers
  std::size_t queue = 256;         // complete requests that may wait for a worker; beyond: 503
  std::size_t max_body =
      4 * 1024 * 1024;  // larger bodies get 413 (after being read: nginx stops them earlier)
};

class Listener {
 public:
  // `handler` runs on a worker and must call the Reply exactly once, then or later, from any thread.
  // `inline_route`: true for requests whose handler never waits (it is then called on the library's own
  // thread, saving a hop); may be empty.
  Listener(ListenerOptions options, AsyncHandler handler,
           std::function<bool(const Request&)> inline_route = {});
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener();  // stop() with two seconds

  // Errors: "listen.failed" (kUnavailable) with the address and the system's reason.
  Status start();

  // Refuses new requests, waits for the answers in flight up to `patience`, then closes.
  void stop(std::chrono::milliseconds patience);

  // Requests taken and not answered yet.
  std::size_t in_flight() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The library's thread pool, shared by server and client. To be called once, first thing in main.
void use_library_threads(std::size_t threads);

// Runs `job` on one of them: the place to send many answers from, because what follows a sent answer stays on
// the thread that sent it. `job` must neither throw nor wait.
void on_library_thread(std::function<void()> job);

// A TCP port of 127.0.0.1 nobody listens on at this moment. Errors: "listen.no_port".
Result<int> free_port();

}  // namespace sd::http
