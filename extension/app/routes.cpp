// Every address the service answers, in one place.
#include <chrono>

#include "extension/app/client_side.h"
#include "extension/app/parts.h"
#include "extension/http/query.h"

namespace sd::app {
namespace {

std::string kind_of(const std::string& path) {
  if (path == "/b24/event") return "event";
  if (path == "/api/feed") return "feed";
  if (path.starts_with("/b24/") || path == "/client") return "page";
  if (path.starts_with("/api/")) return "api";
  if (path.starts_with("/assets/")) return "assets";
  return "other";
}

http::Response plain(std::string text, const char* type) { return {200, type, std::move(text), {}}; }

}  // namespace

void Service::Parts::serve(const http::Request& request, const http::Reply& reply) {
  const auto begun = std::chrono::steady_clock::now();
  // Before anything of the request is looked at, and whatever address is added later.
  if (const Status passes = guard.passes(request); !passes)
    return reply(http::error_response(passes.error()));
  router.route(request, [this, begun, kind = kind_of(request.path), reply](http::Response answer) {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    metrics.request(kind, answer.status, took.count());
    reply(std::move(answer));
  });
}

void Service::Parts::add_routes() {
  using http::Reply;
  using http::Request;
  using http::Response;

  router.add_async("POST", "/b24/event",
                   [this](const Request& request, Reply reply) { events.handle(request, std::move(reply)); });
  router.add("POST", "/b24/app", [this](const Request& request) { return entry.app(request); });
  router.add("POST", "/b24/install", [this](const Request& request) {
    Response page = entry.install(request);
    // The portal's events may follow at once: its application token has to be known by then.
    if (const Status refreshed = known_portals.refresh(); !refreshed) {
      log->warn("application tokens cannot be read: {}", refreshed.error().code);
    }
    return page;
  });
  router.add("GET", "/client",
             [this](const Request&) { return visitors::link_page(files.client_index(), clock.now()); });
  router.add("POST", "/api/session", [this](const Request& request) { return entry.renew(request); });

  router.add_async("GET", "/api/feed",
                   [this](const Request& request, const Reply& reply) { boards.feed(request, reply); });
  router.add("GET", "/api/board", [this](const Request& request) { return boards.board(request); });
  router.add("GET", "/api/groups", [this](const Request& request) { return boards.groups(request); });
  router.add("GET", "/api/search", [this](const Request& request) { return search.search(request); });
  router.add("GET", "/api/desk", [this](const Request& request) { return desks.read(request); });
  router.add("POST", "/api/desk", [this](const Request& request) { return desks.keep(request); });
  router.add("POST", "/api/cards", [this](const Request& request) { return panel.create(request); });
  router.add("GET", "/api/cards/:ticket", [this](const Request& request) { return panel.details(request); });
  router.add("POST", "/api/cards/:ticket/comment",
             [this](const Request& request) { return panel.comment(request); });
  router.add("POST", "/api/cards/:ticket/note",
             [this](const Request& request) { return panel.note(request); });
  router.add("POST", "/api/cards/:ticket/labour",
             [this](const Request& request) { return panel.labour(request); });
  router.add("POST", "/api/cards/:ticket/follow_up",
             [this](const Request& request) { return panel.follow_up(request); });
  router.add("POST", "/api/cards/:ticket/looking",
             [this](const Request& request) { return panel.looking(request); });
  router.add("POST", "/api/cards/:ticket/move",
             [this](const Request& request) { return cards.move(request); });
  router.add("POST", "/api/cards/:ticket/fields",
             [this](const Request& request) { return cards.fields(request); });
  router.add("POST", "/api/cards/:ticket/override",
             [this](const Request& request) { return cards.override_class(request); });
  router.add("POST", "/api/cards/:ticket/agreement",
             [this](const Request& request) { return cards.agreement(request); });

  const auto administrator = [this](auto answer) {
    return [this, answer](const Request& request) -> Response {
      const Result<session::Session> session = guard.administrator(request);
      if (!session) return http::error_response(session.error());
      return answer(*session, request);
    };
  };
  using Session = session::Session;
  router.add("GET", "/api/install", administrator([this](const Session& session, const Request&) {
               return installer.overview(session);
             }));
  router.add("POST", "/api/install/preview",
             administrator([this](const Session& session, const Request& request) {
               return installer.preview(session, request);
             }));
  router.add("POST", "/api/install/run",
             administrator([this](const Session& session, const Request& request) {
               return installer.run(session, request);
             }));
  router.add("GET", "/api/install/run", administrator([this](const Session& session, const Request&) {
               return installer.progress(session);
             }));

  router.add("GET", "/api/health", administrator([this](const Session& session, const Request&) {
               return health_page.health(session);
             }));
  router.add("POST", "/api/health/aside/again",
             administrator([this](const Session& session, const Request& request) {
               return health_page.run_again(session, request);
             }));
  router.add("POST", "/api/health/aside/discard",
             administrator([this](const Session& session, const Request& request) {
               return health_page.discard(session, request);
             }));

  router.add("POST", "/api/stages/roles",
             administrator([this](const Session& session, const Request& request) {
               return kanban::set_stage_roles(set_stage_roles, session, request);
             }));

  settings.add_routes(router);
  report_side.add_routes(router);
  client_side->add_routes(router);

  router.add("GET", "/assets/*file", [this](const Request& request) {
    return files.serve("assets/" + request.path_params.at("file"), request);
  });
  router.add("GET", "/healthz",
             [](const Request&) { return plain(R"({"status":"ok"})", "application/json"); });
  router.add("GET", "/metrics", [this](const Request&) {
    if (const auto counts = inbox->counts()) metrics.pending(static_cast<double>(counts->waiting));
    metrics.boards_waiting(static_cast<double>(hub.waiting()));
    if (const Status told = health.tell(metrics); !told) return http::error_response(told.error());
    return plain(metrics.text(), "text/plain; version=0.0.4");
  });
}

}  // namespace sd::app
