// The portal double as a program: HTTP in front, events out of the back.
#include <pthread.h>
#include <signal.h>

#include <cstdio>
#include <fstream>
#include <functional>

#include "extension/http/listener.h"
#include "extension/portal/cpprest_transport.h"
#include "tests/portal/app/event_sender.h"
#include "tests/portal/app/front.h"
#include "tests/portal/app/later.h"
#include "tests/portal/app/options.h"

namespace {

using namespace sd::portal_double;

constexpr std::chrono::milliseconds kTick{200};

// Carries out what a scripted fault asks of the wire and takes its marks off.
void answer(Later& later, sd::http::Response response, const sd::http::Reply& reply) {
  std::chrono::milliseconds pause{0};
  for (const auto& [name, value] : response.headers) {
    if (name == "x-double-delay-ms") pause = std::chrono::milliseconds{std::stoll(value)};
  }
  std::erase_if(response.headers, [](const auto& header) { return header.first.starts_with("x-double-"); });
  if (pause.count() == 0) {
    reply(std::move(response));
  } else {
    later.run_after(pause, [response, reply] { reply(response); });
  }
}

sd::http::Request control_request(const std::string& path, std::string body) {
  sd::http::Request request;
  request.method = body.empty() ? "GET" : "POST";
  request.path = path;
  request.headers["content-type"] = "application/json";
  request.body = std::move(body);
  return request;
}

void register_application(PortalDouble& portal, const ProgramOptions& options) {
  if (options.app_id.empty()) return;
  boost::json::object app{
      {"client_id", options.app_id},    {"client_secret", options.app_secret},
      {"title", "Service Desk"},        {"handler", options.app_handler},
      {"install", options.app_install}, {"scopes", boost::json::value_from(all_scopes())}};
  portal.handle(control_request("/_double/app", boost::json::serialize(app)));
}

int run(const ProgramOptions& options) {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  signal(SIGPIPE, SIG_IGN);

  sd::http::use_library_threads(8);
  sd::portal::CppRestTransport transport;
  PortalDouble portal(options.portal);
  Later later;
  EventSender sender(transport, later, [&] { return portal.delivery_faults(); });
  portal.on_event([&](EventDelivery delivery) { sender.send(std::move(delivery)); });
  portal.on_counts([&] { return sender.counts(); });
  portal.on_play_step([&] { sender.wait_for_room(); });
  register_application(portal, options);
  const std::function<void()> tick = [&] {
    portal.tick();
    later.run_after(kTick, tick);
  };
  tick();

  sd::http::ListenerOptions listening;
  listening.port = options.port;
  listening.workers = 6;
  listening.queue = 1'024;
  listening.max_body = 64UL * 1024 * 1024;
  Front front(
      listening,
      [&](const sd::http::Request& request, const sd::http::Reply& reply) {
        answer(later, portal.handle(request), reply);
      },
      later);
  portal.on_restart([&](std::chrono::milliseconds down) { front.restart(down, [&] { sender.forget(); }); });
  if (const sd::Status started = front.open(); !started) {
    std::fprintf(stderr, "portal_double: %s\n", started.error().detail.c_str());
    later.close();
    return 1;
  }
  if (!options.state_json.empty()) {
    std::ofstream(options.state_json) << portal.handle(control_request("/_double/state", {})).body << '\n';
  }
  std::printf("portal double on %s\n", portal.origin().c_str());
  std::fflush(stdout);
  int received = 0;
  sigwait(&ending, &received);
  front.close();
  portal.close();
  later.close();
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const sd::Result<ProgramOptions> options = read_options({arguments + 1, arguments + count});
  if (!options || options->help) {
    std::fprintf(options ? stdout : stderr, "%s%s", options ? "" : (options.error().detail + "\n").c_str(),
                 kUsage);
    return options ? 0 : 2;
  }
  return run(*options);
}
