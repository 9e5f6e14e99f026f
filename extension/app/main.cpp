// servicedeskd: the service. Exit codes: 0 stopped on request, 1 could not start, 2 wrong arguments or
// configuration.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>

#include "extension/app/logging.h"
#include "extension/app/service.h"
#include "extension/config/read_config.h"
#include "extension/http/listener.h"
#include "extension/portal/cpprest_transport.h"

namespace {

// The library retries a failed accept without pause when file descriptors run out: take all we may.
void raise_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

int serve(const sd::config::Config& config) {
  const auto log = sd::app::open_log(config);
  if (!log) {
    std::cerr << "servicedeskd: cannot write the log " << log.error().detail << "\n";
    return 1;
  }
  auto service = sd::app::Service::open(config, *log, std::make_unique<sd::portal::CppRestTransport>());
  sd::Status started = service ? (*service)->start() : sd::Status(service.error());
  if (!started) {
    (*log)->error("cannot start: {} {}", started.error().code, started.error().detail);
    std::cerr << "servicedeskd: cannot start: " << started.error().code << " " << started.error().detail
              << "\nRun: sdctl doctor --config " << config.file << "\n";
    return 1;
  }
  (*log)->info("serving on {}:{} as {}", config.listen_host, config.listen_port, config.public_url.text());
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGINT);
  sigaddset(&stop, SIGTERM);
  int signal = 0;
  sigwait(&stop, &signal);
  (*log)->info("stopping");
  (*service)->stop();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"servicedeskd: service-desk extension of a corporate portal"};
  std::string file = "/etc/servicedesk/servicedesk.toml";
  bool check = false;
  app.add_option("--config", file, "configuration file")->capture_default_str();
  app.add_flag("--check", check, "read the configuration, print it without secrets, and end");
  app.set_version_flag("--version", SD_VERSION);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& failure) {
    return app.exit(failure) == 0 ? 0 : 2;
  }

  const sd::config::Reading reading = sd::config::read_config(file);
  for (const sd::config::Problem& problem : reading.problems) std::cerr << problem.text() << "\n";
  if (!reading.config) return 2;
  if (check) {
    std::cout << sd::config::describe(*reading.config);
    return 0;
  }

  // Threads made from here on inherit the mask: signals come to sigwait alone.
  sigset_t blocked;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGINT);
  sigaddset(&blocked, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &blocked, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  raise_file_limit();
  sd::http::use_library_threads(3);
  return serve(*reading.config);
}
