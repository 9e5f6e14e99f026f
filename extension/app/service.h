// The composition root: builds every object of the service in order, and starts and stops them.
#pragma once

#include <spdlog/logger.h>

#include <memory>

#include "extension/config/config.h"
#include "extension/core/result.h"
#include "extension/http/message.h"
#include "extension/portal/transport.h"

namespace sd::app {

class Service {
 public:
  // Opens keys, manifests, pages and databases; answers nothing yet, but works on what an earlier process
  // left in the inbox. Several may share a database server (extension/lease/leases.h). `way_out` carries the
  // requests to the portals. Errors: those of the parts, `detail` saying what to do.
  static Result<std::unique_ptr<Service>> open(const config::Config& config,
                                               std::shared_ptr<spdlog::logger> log,
                                               std::unique_ptr<portal::Transport> way_out);
  ~Service();

  // Listens and begins the background work. Errors: "listen.failed".
  Status start();
  // The background work alone, for who brings requests with serve().
  void start_work();

  // Answers one request, at once or later on another thread: what the listener does with each.
  void serve(const http::Request& request, const http::Reply& reply);

  // Finishes what was taken: answers in flight, the inbox's commits, the running jobs. Up to ten seconds.
  void stop();

 private:
  struct Parts;
  explicit Service(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace sd::app
