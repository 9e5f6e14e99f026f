// The double's open port. A restart closes it for a while; what the portal keeps in its database (all of
// tests/portal/engine) is there when it opens again, what was under way is lost.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "extension/http/listener.h"
#include "tests/portal/app/later.h"

namespace sd::portal_double {

class Front {
 public:
  Front(http::ListenerOptions options, http::AsyncHandler handler, Later& later)
      : options_(std::move(options)), handler_(std::move(handler)), later_(later) {}

  // Errors: as of Listener::start.
  Status open();
  // Answers on their way are cut; after `down` the port opens again. `closed` is called in between.
  void restart(std::chrono::milliseconds down, std::function<void()> closed);
  void close();

 private:
  void shut(std::chrono::milliseconds patience);

  const http::ListenerOptions options_;
  const http::AsyncHandler handler_;
  Later& later_;
  std::mutex mutex_;
  bool ended_ = false;
  // The last one is open. Answers of the others may still be on their way to nobody, so they stay.
  std::vector<std::unique_ptr<http::Listener>> listeners_;
};

}  // namespace sd::portal_double
